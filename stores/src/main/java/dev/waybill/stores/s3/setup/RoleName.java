package dev.waybill.stores.s3.setup;

import dev.waybill.fault.InvalidInput;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the customer calls the role that the service assumes. */
public record RoleName(String value) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

  private static final String USUAL = "waybill-export";

  /**
   * @throws InvalidInput if IAM takes no such name
   */
  public RoleName {
    if (!NAME.matcher(value).matches()) {
      throw new InvalidInput(
          "roleName",
          "A role's name has 1 to 64 letters, digits and '_', '+', '=', ',', '.', '@', '-'.");
    }
  }

  /** The usual name, with the operator's prefix if one is demanded. */
  public static RoleName usual(Optional<String> prefix) {
    return new RoleName(
        prefix.filter(start -> !USUAL.startsWith(start)).map(start -> start + USUAL).orElse(USUAL));
  }

  /**
   * The name, if it starts as the operator demands.
   *
   * @throws InvalidInput if it does not
   */
  public RoleName startingWith(Optional<String> prefix) {
    prefix
        .filter(start -> !value.startsWith(start))
        .ifPresent(
            start -> {
              throw new InvalidInput(
                  "roleName",
                  "The operator demands that the role's name starts with '" + start + "'.");
            });
    return this;
  }

  @Override
  public String toString() {
    return value;
  }
}
