package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.Permission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads which value of a claim gives which permissions. */
final class PermissionsOfClaims {
  private static final Set<Permission> OF_PEOPLE =
      EnumSet.complementOf(EnumSet.of(Permission.INGEST));

  private PermissionsOfClaims() {}

  /**
   * @param texts such as {@code admins=AUDIT,READ}; one without an equals sign continues the one
   *     before it, since a variable's text is split at each comma
   * @throws InvalidInput if one is something else; the message continues "it"
   */
  static Map<String, Set<Permission>> parse(List<String> texts) {
    Map<String, Set<Permission>> byValue = new LinkedHashMap<>();
    String value = "";
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      value = equals < 0 ? value : text.substring(0, equals).strip();
      if (value.isEmpty()) {
        throw wrong();
      }
      Set<Permission> given = byValue.computeIfAbsent(value, _ -> EnumSet.noneOf(Permission.class));
      Arrays.stream(text.substring(equals + 1).split(",", -1))
          .map(PermissionsOfClaims::permission)
          .forEach(given::add);
    }
    return Map.copyOf(byValue);
  }

  private static Permission permission(String name) {
    return OF_PEOPLE.stream()
        .filter(known -> known.name().equals(name.strip()))
        .findFirst()
        .orElseThrow(PermissionsOfClaims::wrong);
  }

  private static InvalidInput wrong() {
    return new InvalidInput(
        "permissions",
        "has values of the claim with permissions of " + OF_PEOPLE + ", such as admins=AUDIT,READ");
  }
}
