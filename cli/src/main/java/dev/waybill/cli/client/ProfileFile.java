package dev.waybill.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The file with the profiles:
 *
 * <pre>
 * profiles:
 *   default:
 *     host: https://waybill.example.com
 *     apiKey: wb_...
 * </pre>
 *
 * It holds keys, so only its owner can read it.
 */
public final class ProfileFile {
  public static final String DEFAULT_PROFILE = "default";

  private final Path file;
  private final YAMLMapper yaml = new YAMLMapper();

  public ProfileFile(Path file) {
    this.file = file;
  }

  /** {@code ~/.waybillcfg.yaml}. */
  public static Path defaultLocation() {
    return Path.of(System.getProperty("user.home"), ".waybillcfg.yaml");
  }

  public Optional<Profile> find(String name) {
    return Optional.ofNullable(read().get(name));
  }

  /** Adds or replaces a profile; the file is replaced as a whole. */
  public void save(String name, Profile profile) {
    Map<String, Profile> profiles = read();
    profiles.put(name, profile);
    ObjectNode root = yaml.createObjectNode();
    ObjectNode entries = root.putObject("profiles");
    profiles.forEach(
        (key, value) ->
            entries
                .putObject(key)
                .put("host", value.host().toString())
                .put("apiKey", value.apiKey()));
    try {
      Path temporary =
          Files.createTempFile(
              file.toAbsolutePath().getParent(),
              ".waybillcfg",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(temporary, yaml.writeValueAsBytes(root));
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CommandFailure("Cannot write " + file + ": " + e.getMessage());
    }
  }

  private Map<String, Profile> read() {
    var profiles = new LinkedHashMap<String, Profile>();
    if (!Files.exists(file)) {
      return profiles;
    }
    try {
      JsonNode entries = yaml.readTree(Files.readAllBytes(file)).path("profiles");
      for (Map.Entry<String, JsonNode> entry : entries.properties()) {
        profiles.put(
            entry.getKey(),
            new Profile(
                URI.create(entry.getValue().path("host").asString(Profile.DEFAULT_HOST.toString())),
                entry.getValue().path("apiKey").asString("")));
      }
      return profiles;
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new CommandFailure(
          "Cannot read the profiles in " + file + ": run 'waybill configure' to write it anew.");
    }
  }
}
