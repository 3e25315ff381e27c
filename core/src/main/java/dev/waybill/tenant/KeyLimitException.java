package dev.waybill.tenant;

/** A tenant has as many API keys as it may. */
public final class KeyLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeyLimitException(long existing) {
    this("The tenant has " + existing + " API keys, which is the limit: revoke one first.");
  }

  private KeyLimitException(String message) {
    super(message);
  }

  /** For a key that is to be replaced while it goes on. */
  public static KeyLimitException ofReplaced(long existing) {
    return new KeyLimitException(
        "The tenant has "
            + existing
            + " API keys with those that were replaced and go on, which is the limit: revoke one"
            + " first, or replace this one without an overlap.");
  }
}
