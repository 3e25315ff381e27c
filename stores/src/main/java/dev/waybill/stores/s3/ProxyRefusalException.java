package dev.waybill.stores.s3;

import java.io.IOException;

/** The proxy answered in the store's place; nothing of the request has reached the store. */
final class ProxyRefusalException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ProxyRefusalException(int status) {
    super("the proxy answered " + status);
    this.status = status;
  }

  int status() {
    return status;
  }
}
