package dev.waybill.cli.client;

import dev.waybill.tenant.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Which server to talk to. The environment wins over the profile, unless the command line names
 * one.
 */
public class ServerOptions {
  private static final String HOST = "WAYBILL_HOST";
  private static final String API_KEY = "WAYBILL_API_KEY";
  private static final String PROFILE = "WAYBILL_PROFILE";
  private static final String CA_BUNDLE = "WAYBILL_CA_BUNDLE";

  private final Map<String, String> environment = System.getenv();

  @Option(
      names = {"-p", "--profile"},
      paramLabel = "NAME",
      description = {
        "The profile to use; else WAYBILL_PROFILE, else 'default'.",
        "With it, WAYBILL_HOST, WAYBILL_API_KEY and WAYBILL_CA_BUNDLE do not count."
      })
  private Optional<String> profile = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The file with the profiles; else ~/.waybillcfg.yaml.")
  private Optional<Path> config = Optional.empty();

  public ProfileFile profiles() {
    return new ProfileFile(config.orElseGet(() -> ProfileFile.defaultLocation(environment)));
  }

  public String profileName() {
    return profile
        .or(() -> Optional.ofNullable(environment.get(PROFILE)))
        .orElse(ProfileFile.DEFAULT_PROFILE);
  }

  /** A client of the chosen server. */
  public WaybillClient connect() {
    return connect(Optional.empty());
  }

  final WaybillClient connect(Optional<TenantId> tenant) {
    Optional<Profile> saved = profiles().find(profileName());
    if (saved.isEmpty() && (profile.isPresent() || environment.containsKey(PROFILE))) {
      throw new CommandFailure(
          "There is no profile '%1$s': run 'waybill configure -p %1$s'.".formatted(profileName()),
          CommandFailure.USAGE);
    }
    return new WaybillClient(choose(saved, profile.isPresent() ? Map.of() : environment), tenant);
  }

  /** The saved profile, as far as the environment says nothing else. */
  static Profile choose(Optional<Profile> saved, Map<String, String> environment) {
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
    return new Profile(host, key.strip(), caBundle(environment).or(() -> caBundle(saved)));
  }

  /** The PEM file with further authorities to trust, if the environment names one. */
  public static Optional<Path> caBundle(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(CA_BUNDLE))
        .filter(file -> !file.isBlank())
        .map(Path::of);
  }

  private static Optional<Path> caBundle(Optional<Profile> saved) {
    return saved.flatMap(Profile::caBundle);
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
