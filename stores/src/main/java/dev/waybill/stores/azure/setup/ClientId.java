package dev.waybill.stores.azure.setup;

import dev.waybill.fault.InvalidInput;
import java.util.Locale;
import java.util.regex.Pattern;

/** The id of an application of Microsoft Entra ID. */
public record ClientId(String value) {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  public ClientId {
    value = value.toLowerCase(Locale.ROOT);
    if (!UUID.matcher(value).matches()) {
      throw new InvalidInput("applicationId", "An application's id is a UUID.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
