package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.audit.ServiceActs;
import dev.waybill.server.backup.Backup;
import dev.waybill.server.backup.BackupStatus;
import dev.waybill.server.backup.BackupUnderWayException;
import dev.waybill.server.backup.Backups;
import dev.waybill.server.backup.KeyChoice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code /api/admin/backups}. */
@RestController
public final class BackupController {
  private static final int LONGEST_PATH = 4_000;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final Backups backups;
  private final SelfAudit audit;

  public BackupController(Backups backups, SelfAudit audit) {
    this.backups = requireNonNull(backups, "backups is null");
    this.audit = requireNonNull(audit, "audit is null");
  }

  /** Answers when the backup has begun; {@code GET} tells how it comes on. */
  @PostMapping("/api/admin/backups")
  void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
    AdminBody body = AdminBody.of(request, Set.of("directory", "includeKeys"));
    String directory =
        body.text("directory", LONGEST_PATH)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "directory",
                        "A backup needs a directory: an absolute path on the server's machine."));
    KeyChoice keys =
        body.truth("includeKeys").orElse(false) ? KeyChoice.INCLUDED : KeyChoice.LEFT_OUT;
    try {
      BackupStatus started = backups.start(directory, keys);
      audit.recordForOperators(
          ServiceActs.startBackup(started.id(), started.directory(), keys == KeyChoice.INCLUDED));
      send(response, ACCEPTED, started);
    } catch (BackupUnderWayException e) {
      throw new ProblemException(ProblemCode.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  @GetMapping("/api/admin/backups/{id}")
  void get(@PathVariable String id, HttpServletResponse response) throws IOException {
    send(response, OK, backups.find(parse(id)).orElseThrow(BackupController::notFound));
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw notFound();
    }
  }

  private static ProblemException notFound() {
    return new ProblemException(
        ProblemCode.NOT_FOUND,
        "There is no such backup: the server remembers the last one, until it stops.");
  }

  private static void send(HttpServletResponse response, int code, BackupStatus status)
      throws IOException {
    JsonAnswer.send(response, code, JsonAnswer.object(json -> writeFields(json, status)));
  }

  private static void writeFields(JsonGenerator json, BackupStatus status) {
    json.writeStringProperty("id", status.id().toString());
    json.writeStringProperty("directory", status.directory().toString());
    json.writeStringProperty("startedAt", status.startedAt().toString());
    switch (status.progress()) {
      case BackupStatus.Running(var step) -> {
        json.writeStringProperty("status", "RUNNING");
        json.writeStringProperty("step", step.name());
      }
      case BackupStatus.Succeeded(var backup, var at) -> {
        json.writeStringProperty("status", "SUCCEEDED");
        json.writeStringProperty("finishedAt", at.toString());
        writeFields(json, backup);
      }
      case BackupStatus.Failed(var why, var at) -> {
        json.writeStringProperty("status", "FAILED");
        json.writeStringProperty("finishedAt", at.toString());
        json.writeStringProperty("failure", why);
      }
    }
  }

  private static void writeFields(JsonGenerator json, Backup backup) {
    json.writeStringProperty("takenAt", backup.takenAt().toString());
    backup
        .lastReceived()
        .ifPresent(time -> json.writeStringProperty("lastReceived", time.toString()));
    json.writeNumberProperty("tenants", backup.tenants());
    json.writeNumberProperty("streams", backup.streams());
    json.writeNumberProperty("files", backup.files().size());
    json.writeNumberProperty("bytes", backup.bytes());
    json.writeArrayPropertyStart("secretKeys");
    backup.secretKeys().forEach(json::writeString);
    json.writeEndArray();
    json.writeBooleanProperty("holdsKey", backup.holdsKey());
    json.writeStringProperty("advice", advice(backup));
  }

  private static String advice(Backup backup) {
    return backup.holdsKey()
        ? "The backup holds the key file: whoever reads it can read all secrets of your customers'"
            + " storage. Keep it as safe as the server."
        : "Without the key file, which the backup does not hold, the secrets in it cannot be read."
            + " Keep a copy of <data directory>/keys/secrets.json as it is now elsewhere, and give it to"
            + " the restore; after a rotation the file does not open this backup any more.";
  }
}
