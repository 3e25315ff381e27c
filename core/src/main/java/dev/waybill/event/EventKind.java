package dev.waybill.event;

/** The kind of an audit event, as in its field {@code eventKind}. */
public enum EventKind {
  QUERY,
  SYSTEM,
  CUSTOM
}
