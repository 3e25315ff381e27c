package dev.waybill.stores.azure;

import java.io.IOException;

/** The proxy answered in the other side's place; nothing of the request has reached that. */
final class ProxyAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ProxyAnswerException(int status) {
    super("the proxy answered " + status);
    this.status = status;
  }

  int status() {
    return status;
  }
}
