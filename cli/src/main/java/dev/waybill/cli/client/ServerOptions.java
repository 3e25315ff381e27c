package dev.waybill.cli.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server to talk to. The environment wins over the profile. */
public final class ServerOptions {
  private static final String HOST = "WAYBILL_HOST";
  private static final String API_KEY = "WAYBILL_API_KEY";
  private static final String PROFILE = "WAYBILL_PROFILE";

  private final Map<String, String> environment = System.getenv();

  @Option(
      names = {"-p", "--profile"},
      paramLabel = "NAME",
      description = "The profile to use; else WAYBILL_PROFILE, else 'default'.")
  private Optional<String> profile = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The file with the profiles; else ~/.waybillcfg.yaml.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description = "The tenant to act for; only for keys that belong to no tenant.")
  private Optional<String> tenant = Optional.empty();

  /** The tenant named on the command line. */
  public Optional<String> tenant() {
    return tenant;
  }

  public ProfileFile profiles() {
    return new ProfileFile(config.orElseGet(ProfileFile::defaultLocation));
  }

  public String profileName() {
    return profile
        .or(() -> Optional.ofNullable(environment.get(PROFILE)))
        .orElse(ProfileFile.DEFAULT_PROFILE);
  }

  /** A client of the chosen server. */
  public WaybillClient connect() {
    Optional<Profile> saved = profiles().find(profileName());
    if (saved.isEmpty() && (profile.isPresent() || environment.containsKey(PROFILE))) {
      throw new CommandFailure(
          "There is no profile '"
              + profileName()
              + "': run 'waybill configure -p "
              + profileName()
              + "'.",
          CommandFailure.USAGE);
    }
    URI host =
        Optional.ofNullable(environment.get(HOST))
            .map(ServerOptions::uri)
            .or(() -> saved.map(Profile::host))
            .orElse(Profile.DEFAULT_HOST);
    String key =
        Optional.ofNullable(environment.get(API_KEY))
            .or(() -> saved.map(Profile::apiKey))
            .orElse("");
    if (key.isBlank()) {
      throw new CommandFailure(
          "There is no API key: run 'waybill configure' or set WAYBILL_API_KEY.",
          CommandFailure.USAGE);
    }
    return new WaybillClient(new Profile(host, key.strip()), tenant);
  }

  /** Reads a host as people type it. */
  public static URI uri(String text) {
    try {
      return URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          "The host '" + text + "' is not a URL: give one such as https://waybill.example.com.",
          CommandFailure.USAGE);
    }
  }
}
