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

  /**
   * The name that was chosen, or else the usual one with the operator's prefix.
   *
   * @param prefix with which it must start
   * @throws InvalidInput if it is no name, or does not start so
   */
  public static RoleName of(Optional<String> chosen, Optional<String> prefix) {
    return chosen.map(RoleName::new).orElseGet(() -> usual(prefix)).startingWith(prefix);
  }

  private static RoleName usual(Optional<String> prefix) {
    return new RoleName(
        prefix.filter(start -> !USUAL.startsWith(start)).map(start -> start + USUAL).orElse(USUAL));
  }

  private RoleName startingWith(Optional<String> prefix) {
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
