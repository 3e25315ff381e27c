package dev.waybill.fault;

/** Where in a connection test or a delivery a failure happened, in the order in which they pass. */
public enum Stage {
  /** Reading the range from the event log. */
  READ,
  /** Finding and reaching the storage endpoint. */
  RESOLVE,
  /** Obtaining temporary credentials. */
  ASSUME_ROLE,
  /** Checking that the role refuses a wrong external id. */
  EXTERNAL_ID_ENFORCED,
  /** Putting an object. */
  PUT,
  /** Waiting for the tenant's proof that the place is its own. */
  CONFIRM,
  /** Recording the delivery. */
  COMMIT,
  /** Everything passed. */
  COMPLETE
}
