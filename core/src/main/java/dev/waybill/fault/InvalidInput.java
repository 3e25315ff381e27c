package dev.waybill.fault;

import static java.util.Objects.requireNonNull;

/** Input that cannot be taken; names the field, so that a caller can point at it. */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the name the caller knows it by, such as {@code bucket}
   * @param message a full sentence that says what is allowed
   */
  public InvalidInput(String field, String message) {
    super(message);
    this.field = requireNonNull(field, "field is null");
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage(), "message is null");
  }

  public String field() {
    return field;
  }
}
