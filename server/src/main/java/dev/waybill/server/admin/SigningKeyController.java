package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.signing.KeptKey;
import dev.waybill.server.signing.SigningKeyRing;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code /api/admin/signing-keys}. */
@RestController
public final class SigningKeyController {
  private static final Logger LOG = LoggerFactory.getLogger(SigningKeyController.class);
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final SigningKeyRing keys;
  private final TimeSource time;

  public SigningKeyController(SigningKeyRing keys, TimeSource time) {
    this.keys = requireNonNull(keys, "keys is null");
    this.time = requireNonNull(time, "time is null");
  }

  @GetMapping("/api/admin/signing-keys")
  void list(HttpServletResponse response) throws IOException {
    byte[] body =
        JsonAnswer.object(
            json -> {
              json.writeArrayPropertyStart("keys");
              for (KeptKey key : keys.list()) {
                json.writeStartObject();
                writeFields(json, key);
                json.writeEndObject();
              }
              json.writeEndArray();
            });
    JsonAnswer.send(response, OK, body);
  }

  @PostMapping("/api/admin/signing-keys/rotate")
  void rotate(HttpServletRequest request, HttpServletResponse response) throws IOException {
    AdminBody.of(request, Set.of());
    KeptKey successor = keys.rotate(time.now());
    LOG.info(
        "Signing key {} is retired; {} signs from now on",
        successor.predecessor().orElseThrow(),
        successor.id());
    JsonAnswer.send(response, CREATED, JsonAnswer.object(json -> writeFields(json, successor)));
  }

  private static void writeFields(JsonGenerator json, KeptKey key) {
    json.writeStringProperty("id", key.id().toString());
    json.writeStringProperty("status", key.retiredAt().isPresent() ? "RETIRED" : "CURRENT");
    json.writeStringProperty("createdAt", key.createdAt().toString());
    key.retiredAt().ifPresent(at -> json.writeStringProperty("retiredAt", at.toString()));
    key.predecessor().ifPresent(id -> json.writeStringProperty("predecessor", id.toString()));
  }
}
