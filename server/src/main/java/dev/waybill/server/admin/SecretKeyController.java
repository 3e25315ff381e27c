package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.secrets.KeyRotations;
import dev.waybill.server.secrets.RotationStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code /api/admin/secrets}: the key that encrypts what is stored of secrets. */
@RestController
public final class SecretKeyController {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final KeyRotations rotations;

  public SecretKeyController(KeyRotations rotations) {
    this.rotations = requireNonNull(rotations, "rotations is null");
  }

  @GetMapping("/api/admin/secrets")
  void get(HttpServletResponse response) throws IOException {
    send(response, OK, rotations.last());
  }

  /** Answers when the rotation has begun; {@code GET} tells how it comes on. */
  @PostMapping("/api/admin/secrets/rotate")
  void rotate(HttpServletRequest request, HttpServletResponse response) throws IOException {
    AdminBody.of(request, Set.of());
    send(response, ACCEPTED, Optional.of(rotations.start()));
  }

  private void send(HttpServletResponse response, int code, Optional<RotationStatus> last)
      throws IOException {
    byte[] body =
        JsonAnswer.object(
            json -> {
              json.writeArrayPropertyStart("keys");
              rotations.keys().forEach(json::writeString);
              json.writeEndArray();
              if (last.isPresent()) {
                json.writeObjectPropertyStart("rotation");
                writeFields(json, last.get());
                json.writeEndObject();
              }
            });
    JsonAnswer.send(response, code, body);
  }

  private static void writeFields(JsonGenerator json, RotationStatus rotation) {
    json.writeStringProperty("startedAt", rotation.startedAt().toString());
    json.writeNumberProperty("encrypted", rotation.encrypted());
    switch (rotation.progress()) {
      case RotationStatus.Running(var step) -> {
        json.writeStringProperty("status", "RUNNING");
        json.writeStringProperty("step", step.name());
      }
      case RotationStatus.Succeeded(var at) -> {
        json.writeStringProperty("status", "SUCCEEDED");
        json.writeStringProperty("finishedAt", at.toString());
        json.writeStringProperty(
            "advice",
            "Copy <data directory>/keys/secrets.json to its safe place, and make a backup. Keep the"
                + " earlier copy as long as backups from before: they can be read with that one"
                + " alone.");
      }
      case RotationStatus.Failed(var why, var at) -> {
        json.writeStringProperty("status", "FAILED");
        json.writeStringProperty("finishedAt", at.toString());
        json.writeStringProperty("failure", why);
      }
    }
  }
}
