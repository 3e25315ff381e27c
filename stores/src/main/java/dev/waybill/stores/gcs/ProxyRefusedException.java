package dev.waybill.stores.gcs;

import java.io.IOException;

/** The proxy answered in the place of Google. */
final class ProxyRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ProxyRefusedException(int status) {
    super("the proxy answered " + status);
    this.status = status;
  }

  int status() {
    return status;
  }
}
