package dev.waybill.stores.endpoint;

import java.net.UnknownHostException;

/** A host resolved to an address that may not be connected to; to an HTTP client it has none. */
public final class AddressNotAllowedException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  private final String host;

  public AddressNotAllowedException(String host) {
    super("the address of " + host + " is not allowed");
    this.host = host;
  }

  public String host() {
    return host;
  }
}
