package dev.waybill.server.portal.tenants;

import dev.waybill.fault.InvalidInput;

/** What people call a tenant. */
final class TenantName {
  static final String FIELD = "name";

  private static final int LONGEST = 200;

  private TenantName() {}

  /** The text, if it can be a name. */
  static String of(String text) {
    if (text.isBlank()
        || text.length() > LONGEST
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInput(FIELD, "A name has 1 to " + LONGEST + " characters.");
    }
    return text;
  }
}
