package dev.waybill.stores.gcs;

import dev.waybill.fault.Failure;
import java.io.IOException;

/** There is no token to send a request with, so nothing of it was sent. */
final class NoTokenException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  NoTokenException(Failure failure) {
    super(failure.code() + ": " + failure.message());
    this.failure = failure;
  }

  NoTokenException(Failure failure, Throwable cause) {
    super(failure.code() + ": " + failure.message(), cause);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
