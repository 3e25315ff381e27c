package dev.waybill.fault;

/** Whose fault a failure is. That alone decides retry, alert and wording. */
public enum Fault {
  /** The request is bad; sending it again unchanged fails again. */
  CALLER,
  /** The customer's bucket, key or policy refuses; it heals when the customer repairs it. */
  CUSTOMER,
  /** Something is throttled or full; it heals by waiting. */
  CAPACITY,
  /** A defect, or a broken machine, of ours. */
  OURS
}
