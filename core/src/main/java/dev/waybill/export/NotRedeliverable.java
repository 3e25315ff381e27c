package dev.waybill.export;

import dev.waybill.fault.Failure;

/** Unwinds an attempt at a redelivery that no further attempt could bring to its end. */
final class NotRedeliverable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  NotRedeliverable(Failure failure) {
    super(failure.code() + ": " + failure.message());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
