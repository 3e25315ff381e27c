package dev.waybill.stores.directory;

import dev.waybill.tenant.TenantId;

/**
 * The name of a tenant's folder: its id, with {@code +} and the small letter for each capital, and
 * {@code +_} for a dot at the end. So no two tenants share a folder on a file system that ignores
 * case or drops dots at the end, and the name needs no quotes in a shell.
 */
final class TenantFolder {
  private TenantFolder() {}

  static String of(TenantId tenant) {
    StringBuilder name = new StringBuilder();
    String id = tenant.value();
    for (int at = 0; at < id.length(); at++) {
      char letter = id.charAt(at);
      if (letter >= 'A' && letter <= 'Z') {
        name.append('+').append((char) (letter - 'A' + 'a'));
      } else if (letter == '.' && at == id.length() - 1) {
        name.append("+_");
      } else {
        name.append(letter);
      }
    }
    return name.toString();
  }
}
