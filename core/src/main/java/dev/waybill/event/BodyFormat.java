package dev.waybill.event;

/** How a request body holds its events. */
public enum BodyFormat {
  /** One event a line; empty lines are counted and skipped. */
  NDJSON,
  /** One event, or an array of events. */
  JSON
}
