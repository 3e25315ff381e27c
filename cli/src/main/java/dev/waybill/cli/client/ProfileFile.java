package dev.waybill.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
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
 *     caBundle: /etc/ssl/company.pem
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

  /** {@code ~/.waybillcfg.yaml}, of the home that the environment names. */
  static Path defaultLocation(Map<String, String> environment) {
    return Path.of(
        environment.getOrDefault("HOME", System.getProperty("user.home")), ".waybillcfg.yaml");
  }

  public Optional<Profile> find(String name) {
    return read().optional(name).map(ProfileFile::profile);
  }

  /** Adds or replaces a profile; the file is replaced as a whole. */
  public void save(String name, Profile profile) {
    ObjectNode entries = read();
    ObjectNode entry = entries.putObject(name);
    entry.put("host", profile.host().toString()).put("apiKey", profile.apiKey());
    profile.caBundle().ifPresent(bundle -> entry.put("caBundle", bundle.toString()));
    ObjectNode root = yaml.createObjectNode();
    root.set("profiles", entries);
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

  private static Profile profile(JsonNode entry) {
    return new Profile(
        ServerOptions.uri(entry.path("host").asString(Profile.DEFAULT_HOST.toString())),
        entry.path("apiKey").asString(""),
        Optional.of(entry.path("caBundle").asString("")).filter(it -> !it.isEmpty()).map(Path::of));
  }

  private ObjectNode read() {
    if (!Files.exists(file)) {
      return yaml.createObjectNode();
    }
    try {
      JsonNode entries = yaml.readTree(Files.readAllBytes(file)).path("profiles");
      return entries instanceof ObjectNode object ? object : yaml.createObjectNode();
    } catch (IOException | JacksonException e) {
      throw new CommandFailure(
          "Cannot read the profiles in "
              + file
              + ": correct or remove it, then run 'waybill configure'.");
    }
  }
}
