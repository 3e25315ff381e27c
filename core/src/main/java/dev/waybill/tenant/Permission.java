package dev.waybill.tenant;

/** What a caller may do. */
public enum Permission {
  /** Send events. */
  INGEST,
  /** Read events. */
  READ,
  /** See exports and their jobs. */
  AUDIT_READ,
  /** Manage exports; includes {@link #AUDIT_READ}. */
  AUDIT,
  /** Administer tenants and keys, across tenants. */
  OPERATOR
}
