package dev.waybill.verify;

/** What became of reading a document. */
sealed interface Outcome<T> {

  /** It may be believed as far as it was checked. */
  record Taken<T>(T value) implements Outcome<T> {}

  /** No further check may believe it. */
  record Refused<T>(Observation why) implements Outcome<T> {}
}
