package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.keys.KeyEditor;
import dev.waybill.server.keys.KeyView;
import dev.waybill.server.keys.MadeKey;
import dev.waybill.server.keys.Replacement;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
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
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final KeyEditor keys;
  private final Tenants tenants;

  public KeyController(KeyEditor keys, Tenants tenants) {
    this.keys = requireNonNull(keys, "keys is null");
    this.tenants = requireNonNull(tenants, "tenants is null");
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

  @PostMapping("/api/admin/keys/{keyId}/rotate")
  void rotate(@PathVariable String keyId, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Replacement done = keys.rotate(parse(keyId), KeyJson.rotation(request));
    byte[] answer =
        JsonAnswer.object(
            json -> {
              writeMade(json, done.successor());
              json.writeObjectPropertyStart("replaced");
              KeyJson.write(json, done.replaced());
              json.writeEndObject();
            });
    JsonAnswer.send(response, CREATED, answer);
  }

  @DeleteMapping("/api/admin/keys/{keyId}")
  void revoke(@PathVariable String keyId, HttpServletResponse response) {
    keys.revoke(parse(keyId));
    response.setStatus(NO_CONTENT);
  }

  private void list(Optional<TenantId> tenant, HttpServletResponse response) throws IOException {
    byte[] body =
        JsonAnswer.object(
            json -> {
              json.writeArrayPropertyStart("keys");
              for (KeyView key : keys.list(tenant)) {
                json.writeStartObject();
                KeyJson.write(json, key);
                json.writeEndObject();
              }
              json.writeEndArray();
            });
    JsonAnswer.send(response, OK, body);
  }

  private void create(
      Optional<TenantId> tenant, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    MadeKey made = keys.create(Caller.of(request), tenant, KeyJson.asked(request));
    JsonAnswer.send(response, CREATED, JsonAnswer.object(json -> writeMade(json, made)));
  }

  private static void writeMade(JsonGenerator json, MadeKey made) {
    KeyJson.write(json, made.key());
    made.secret().ifPresent(secret -> json.writeStringProperty("key", secret));
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
      throw new ProblemException(ProblemCode.NOT_FOUND, "There is no such key.");
    }
  }
}
