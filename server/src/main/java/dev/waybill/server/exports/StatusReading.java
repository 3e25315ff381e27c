package dev.waybill.server.exports;

/** What a read wants to know about connections. */
public enum StatusReading {
  /** The state of the connection now: one that does not work is tested again. */
  CURRENT,
  /** Nothing more than what is known. */
  LAST_KNOWN
}
