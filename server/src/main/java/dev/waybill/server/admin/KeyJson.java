package dev.waybill.server.admin;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.keys.ExpiryAsked;
import dev.waybill.server.keys.KeyAsked;
import dev.waybill.server.keys.KeyView;
import dev.waybill.server.keys.RotationAsked;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Keys as administrators ask for them, and see them. */
final class KeyJson {
  private static final int LONGEST = 200;
  private static final String EXPIRES_AT = "expiresAt";
  private static final String EXPIRES_IN = "expiresIn";

  private KeyJson() {}

  static KeyAsked asked(HttpServletRequest request) throws IOException {
    AdminBody body = AdminBody.of(request, Set.of("name", "permissions", EXPIRES_AT, EXPIRES_IN));
    var permissions = EnumSet.noneOf(Permission.class);
    body.texts("permissions").forEach(name -> permissions.add(permission(name)));
    return new KeyAsked(body.text("name", LONGEST), permissions, expiry(body));
  }

  static RotationAsked rotation(HttpServletRequest request) throws IOException {
    AdminBody body = AdminBody.of(request, Set.of("overlap", EXPIRES_AT, EXPIRES_IN));
    return new RotationAsked(body.text("overlap", LONGEST), expiry(body));
  }

  private static ExpiryAsked expiry(AdminBody body) {
    return new ExpiryAsked(body.text(EXPIRES_AT, LONGEST), body.text(EXPIRES_IN, LONGEST));
  }

  private static Permission permission(String name) {
    return Arrays.stream(Permission.values())
        .filter(permission -> permission.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "permissions",
                    "A permission is one of "
                        + String.join(
                            ", ", Arrays.stream(Permission.values()).map(Enum::name).toList())
                        + "."));
  }

  static void write(JsonGenerator json, KeyView view) {
    write(json, view.key());
    view.lastUsedAt().ifPresent(at -> json.writeStringProperty("lastUsedAt", at.toString()));
  }

  static void write(JsonGenerator json, ApiKey key) {
    json.writeStringProperty("id", key.id().toString());
    key.tenant().ifPresent(tenant -> json.writeStringProperty("tenant", tenant.value()));
    json.writeStringProperty("name", key.name());
    json.writeArrayPropertyStart("permissions");
    key.permissions().stream().sorted().forEach(held -> json.writeString(held.name()));
    json.writeEndArray();
    json.writeStringProperty("prefix", key.prefix());
    json.writeStringProperty("createdAt", key.createdAt().toString());
    key.expiresAt().ifPresent(at -> json.writeStringProperty(EXPIRES_AT, at.toString()));
  }
}
