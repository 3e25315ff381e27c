package dev.waybill.server.backup;

import dev.waybill.server.backup.Backup.StoredFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The text of {@code backup.json}. */
final class BackupJson {
  private static final int FORMAT = 2;

  /** The one before there were rotations of the key of the secrets. */
  private static final int OLDEST = 1;

  private static final String CHECKSUM = "sha256";
  private static final String SECRET_KEYS = "secretKeys";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Nothing outside the backup's folder, and no name that leads elsewhere. */
  private static final Pattern PATH =
      Pattern.compile("control\\.db|log/[A-Za-z0-9_-][A-Za-z0-9._-]*|keys/secrets\\.json");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private BackupJson() {}

  /** It is not what a backup has; the message follows upon the file's name. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  static String write(Backup backup) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("waybill", backup.version());
    json.put("takenAt", backup.takenAt().toString());
    backup.lastReceived().ifPresent(time -> json.put("lastReceived", time.toString()));
    json.put("incarnation", backup.incarnation());
    json.put("tenants", backup.tenants());
    json.put("streams", backup.streams());
    ArrayNode keys = json.putArray(SECRET_KEYS);
    backup.secretKeys().forEach(keys::add);
    ArrayNode files = json.putArray("files");
    for (StoredFile file : backup.files()) {
      files
          .addObject()
          .put("path", file.path())
          .put("bytes", file.bytes())
          .put("sha256", file.sha256());
    }
    json.put(CHECKSUM, checksum(json));
    return JSON.writeValueAsString(json) + "\n";
  }

  /** Of all other fields. */
  private static String checksum(ObjectNode json) {
    byte[] text = JSON.writeValueAsBytes(json.deepCopy().without(CHECKSUM));
    return HexFormat.of().formatHex(Sha256.digest().digest(text));
  }

  static Backup read(String text) throws UnreadableException {
    try {
      return read(JSON.readTree(text));
    } catch (JacksonException
        | DateTimeException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new UnreadableException("is damaged: take another backup");
    }
  }

  private static Backup read(JsonNode json) throws UnreadableException {
    int format = json.path("format").asInt(0);
    if (format > FORMAT) {
      throw new UnreadableException(
          "has format "
              + format
              + ", this version of Waybill knows format "
              + FORMAT
              + ": restore with the version that made it ("
              + json.path("waybill").asString("unknown").replaceAll("\\p{Cntrl}", "?")
              + "), or a newer one");
    }
    require(format >= OLDEST && json.path("files").isArray());
    require(json instanceof ObjectNode all && text(json, CHECKSUM).equals(checksum(all)));
    List<StoredFile> files = json.path("files").values().stream().map(BackupJson::file).toList();
    Backup backup =
        new Backup(
            text(json, "waybill"),
            Instant.parse(text(json, "takenAt")),
            Optional.of(json.path("lastReceived"))
                .filter(JsonNode::isString)
                .map(time -> Instant.parse(time.asString())),
            Math.toIntExact(number(json, "incarnation")),
            number(json, "tenants"),
            number(json, "streams"),
            format == OLDEST ? List.of(text(json, "secretKey")) : secretKeys(json),
            files);
    require(backup.isWhole());
    return backup;
  }

  private static List<String> secretKeys(JsonNode json) {
    JsonNode keys = json.path(SECRET_KEYS);
    require(keys.isArray() && keys.valueStream().allMatch(JsonNode::isString));
    return keys.valueStream().map(JsonNode::asString).toList();
  }

  private static StoredFile file(JsonNode json) {
    StoredFile file =
        new StoredFile(text(json, "path"), number(json, "bytes"), text(json, "sha256"));
    require(PATH.matcher(file.path()).matches() && SHA256.matcher(file.sha256()).matches());
    return file;
  }

  private static String text(JsonNode json, String field) {
    require(json.path(field).isString());
    return json.path(field).asString();
  }

  private static long number(JsonNode json, String field) {
    JsonNode number = json.path(field);
    require(number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0);
    return number.asLong();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("not as a backup's index is");
    }
  }
}
