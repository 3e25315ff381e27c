package dev.waybill.server.sql;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.waybill.tenant.Permission;
import java.util.Set;
import java.util.stream.Stream;

/** Permissions in a column: their names, ascending, with a space between them. */
final class PermissionText {
  private PermissionText() {}

  static String write(Set<Permission> permissions) {
    return permissions.stream().map(Enum::name).sorted().collect(joining(" "));
  }

  static Set<Permission> read(String text) {
    return Stream.of(text.split(" "))
        .filter(word -> !word.isEmpty())
        .map(Permission::valueOf)
        .collect(toUnmodifiableSet());
  }
}
