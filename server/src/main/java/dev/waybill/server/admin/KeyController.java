package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.KeyLimitException;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code /api/admin/keys} and {@code /api/admin/tenants/{id}/keys}. */
@RestController
public final class KeyController {
  private static final int LONGEST_NAME = 200;
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final ApiKeys keys;
  private final Tenants tenants;
  private final TenantDeletions deletions;
  private final TimeSource time;

  public KeyController(ApiKeys keys, Tenants tenants, TenantDeletions deletions, TimeSource time) {
    this.keys = requireNonNull(keys, "keys is null");
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.time = requireNonNull(time, "time is null");
  }

  @GetMapping("/api/admin/keys")
  void listPlatform(HttpServletResponse response) throws IOException {
    list(Optional.empty(), response);
  }

  @PostMapping("/api/admin/keys")
  void createPlatform(HttpServletRequest request, HttpServletResponse response) throws IOException {
    create(Optional.empty(), request, response);
  }

  @GetMapping("/api/admin/tenants/{id}/keys")
  void list(@PathVariable String id, HttpServletResponse response) throws IOException {
    list(Optional.of(existing(id)), response);
  }

  @PostMapping("/api/admin/tenants/{id}/keys")
  void create(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    create(Optional.of(existing(id)), request, response);
  }

  @DeleteMapping("/api/admin/keys/{keyId}")
  void revoke(@PathVariable String keyId, HttpServletResponse response) {
    if (!keys.revoke(parse(keyId), time.now())) {
      throw noSuchKey();
    }
    response.setStatus(NO_CONTENT);
  }

  private void list(Optional<TenantId> tenant, HttpServletResponse response) throws IOException {
    byte[] body =
        JsonAnswer.object(
            json -> {
              json.writeArrayPropertyStart("keys");
              for (ApiKey key : keys.list(tenant)) {
                json.writeStartObject();
                writeFields(json, key);
                json.writeEndObject();
              }
              json.writeEndArray();
            });
    JsonAnswer.send(response, OK, body);
  }

  private void create(
      Optional<TenantId> tenant, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AdminBody body = AdminBody.of(request, Set.of("name", "permissions"));
    String name =
        body.text("name", LONGEST_NAME)
            .orElseThrow(() -> new InvalidInput("name", "A key needs a name."));
    Set<Permission> permissions = permissions(body, tenant);
    ApiKeys.Issued issued =
        deletions
            .unlessDeletedSince(
                Caller.of(request).deletions(),
                tenant::stream,
                () -> issue(tenant, name, permissions))
            .orElseThrow(TenantController::notFound);
    byte[] answer =
        JsonAnswer.object(
            json -> {
              writeFields(json, issued.key());
              json.writeStringProperty("key", issued.secret());
            });
    JsonAnswer.send(response, CREATED, answer);
  }

  private ApiKeys.Issued issue(
      Optional<TenantId> tenant, String name, Set<Permission> permissions) {
    try {
      return keys.issue(tenant, name, permissions, time.now());
    } catch (KeyLimitException e) {
      throw new ProblemException(ProblemCode.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  private static Set<Permission> permissions(AdminBody body, Optional<TenantId> tenant) {
    var permissions = EnumSet.noneOf(Permission.class);
    body.texts("permissions").forEach(name -> permissions.add(permission(name)));
    if (permissions.isEmpty()) {
      throw new InvalidInput("permissions", "A key needs at least one permission: " + all() + ".");
    }
    if (tenant.isPresent() && permissions.contains(Permission.OPERATOR)) {
      throw new InvalidInput(
          "permissions", "A tenant's key cannot be an OPERATOR's: make it under /api/admin/keys.");
    }
    if (tenant.isPresent() && permissions.contains(Permission.INGEST)) {
      OperatorsTenant.requireOther(
          tenant.get(), "sent events: the service alone records them there");
    }
    return permissions;
  }

  private static Permission permission(String name) {
    return Arrays.stream(Permission.values())
        .filter(permission -> permission.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInput("permissions", "A permission is one of " + all() + "."));
  }

  private static String all() {
    return String.join(", ", Arrays.stream(Permission.values()).map(Permission::name).toList());
  }

  private TenantId existing(String id) {
    TenantId tenant = new TenantId(id);
    if (tenants.find(tenant).isEmpty()) {
      throw TenantController.notFound();
    }
    return tenant;
  }

  private static UUID parse(String keyId) {
    try {
      return UUID.fromString(keyId);
    } catch (IllegalArgumentException e) {
      throw noSuchKey();
    }
  }

  private static ProblemException noSuchKey() {
    return new ProblemException(ProblemCode.NOT_FOUND, "There is no such key.");
  }

  private static void writeFields(JsonGenerator json, ApiKey key) {
    json.writeStringProperty("id", key.id().toString());
    key.tenant().ifPresent(tenant -> json.writeStringProperty("tenant", tenant.value()));
    json.writeStringProperty("name", key.name());
    json.writeArrayPropertyStart("permissions");
    key.permissions().stream().sorted().forEach(held -> json.writeString(held.name()));
    json.writeEndArray();
    json.writeStringProperty("prefix", key.prefix());
    json.writeStringProperty("createdAt", key.createdAt().toString());
  }
}
