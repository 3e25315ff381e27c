package dev.waybill.verify;

import java.io.IOException;

/**
 * The whole place cannot be reached, in contrast to one object that cannot be read: trying the
 * others would only take time.
 */
public final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
