package dev.waybill.stores.azure;

import java.io.IOException;

/** A request had not ended when its time was over; what became of it is not known. */
final class RequestTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  RequestTimeoutException(Throwable cause) {
    super("the request took too long", cause);
  }
}
