package dev.waybill.server.keys;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.KeyTerms;
import dev.waybill.tenant.Permission;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A key as somebody asks for it.
 *
 * @param name absent is refused, like one that could not be shown
 */
public record KeyAsked(Optional<String> name, Set<Permission> permissions, ExpiryAsked expiry) {
  private static final int LONGEST_NAME = 200;

  public KeyAsked {
    requireNonNull(name, "name is null");
    permissions = Set.copyOf(permissions);
    requireNonNull(expiry, "expiry is null");
  }

  /**
   * @throws InvalidInput if no key can be like that
   */
  KeyTerms terms(Instant now) {
    String given = name.orElseThrow(() -> new InvalidInput("name", "A key needs a name."));
    if (given.isBlank()
        || given.length() > LONGEST_NAME
        || given.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInput(
          "name",
          "name is a text of 1 to " + LONGEST_NAME + " characters without control characters.");
    }
    if (permissions.isEmpty()) {
      throw new InvalidInput(
          "permissions",
          "A key needs at least one permission: "
              + String.join(", ", Arrays.stream(Permission.values()).map(Enum::name).toList())
              + ".");
    }
    return new KeyTerms(given, permissions, expiry.from(now));
  }
}
