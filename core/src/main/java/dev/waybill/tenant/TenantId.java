package dev.waybill.tenant;

import dev.waybill.fault.InvalidInput;
import java.util.regex.Pattern;

/** A tenant's id as the platform chose it; {@code clientID} in events. Case-sensitive. */
public record TenantId(String value) implements Comparable<TenantId> {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  /** The tenant of those who run the service: what they do is recorded there. */
  public static final TenantId OPERATORS = new TenantId("_operators");

  public TenantId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInput(
          "tenant",
          "A tenant id has 1 to 128 of the characters A-Z, a-z, 0-9, '_', '-' and '.', and does not"
              + " start with '.'.");
    }
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
