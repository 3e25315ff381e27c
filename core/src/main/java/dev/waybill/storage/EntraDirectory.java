package dev.waybill.storage;

import dev.waybill.fault.InvalidInput;
import java.util.Locale;
import java.util.regex.Pattern;

/** The id of a customer's Microsoft Entra ID tenant, of which a directory has one. */
public record EntraDirectory(String id) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * @throws InvalidInput if it is no such id; the names of domains are not taken, because they may
   *     change hands
   */
  public EntraDirectory {
    id = id.toLowerCase(Locale.ROOT);
    if (!ID.matcher(id).matches()) {
      throw new InvalidInput(
          "entraTenantId",
          "An entraTenantId is a UUID: the Azure portal shows it at Microsoft Entra ID, Overview,"
              + " Tenant ID.");
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
