package dev.waybill.server.faults;

/**
 * The events of one request.
 *
 * @param from the number of the first
 * @param to one more than that of the last
 * @param fate what the answers so far say
 */
record Batch(TenantBook book, int from, int to, Fate fate) {
  enum Fate {
    /** The service said, each time, that nothing was taken, or could not be asked. */
    NOT_TAKEN,
    UNKNOWN
  }

  int size() {
    return to - from;
  }

  byte[] body() {
    return book.events().body(from, to);
  }

  /** After an attempt that left it open what became of it. */
  Batch unknown() {
    return new Batch(book, from, to, Fate.UNKNOWN);
  }
}
