package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

/** A request that is well formed but cannot be met as things are. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** There is no such thing, or it is another tenant's; which of the two is not told. */
    NOT_FOUND,
    /** It contradicts what is stored. */
    CONFLICT
  }

  private final Reason reason;
  private final String field;

  private Refused(Reason reason, String field, String message) {
    super(message);
    this.reason = requireNonNull(reason, "reason is null");
    this.field = requireNonNull(field, "field is null");
  }

  static Refused notFound(String field, String thing) {
    return new Refused(Reason.NOT_FOUND, field, "There is no " + thing + " with this id.");
  }

  static Refused conflict(String field, String message) {
    return new Refused(Reason.CONFLICT, field, message);
  }

  public Reason reason() {
    return reason;
  }

  /** The name by which the caller knows what is refused, such as {@code revision}. */
  public String field() {
    return field;
  }
}
