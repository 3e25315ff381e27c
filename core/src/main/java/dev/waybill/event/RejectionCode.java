package dev.waybill.event;

/** Why an event was not taken, for programs. */
public enum RejectionCode {
  /** The line is not one JSON object, or one that readers understand differently. */
  INVALID_JSON,
  /** A field that the service reads is missing or has a value that it cannot have. */
  INVALID_EVENT,
  /** Too many bytes, or nested too deep. */
  EVENT_TOO_LARGE,
  /** The tenant is missing, unknown or suspended. */
  UNKNOWN_TENANT,
  /** Auditing is switched off for the tenant. */
  AUDITING_OFF,
  /** {@code clientID} is not the tenant for which the request was made. */
  TENANT_MISMATCH,
  /** {@code eventSource} is the one of the service's own events. */
  RESERVED_SOURCE,
  /** The tenant's events take as much storage as they may; send the event again later. */
  QUOTA_EXCEEDED,
  /** The tenant sends faster than it may; send the event again later. */
  RATE_LIMITED,
  /** The id belongs to a stored event of other content. */
  EVENT_ID_CONFLICT
}
