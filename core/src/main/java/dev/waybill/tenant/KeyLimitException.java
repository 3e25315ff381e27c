package dev.waybill.tenant;

/** A tenant has as many API keys as it may. */
public final class KeyLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeyLimitException(long existing) {
    super("The tenant has " + existing + " API keys, which is the limit: revoke one first.");
  }
}
