package dev.waybill.stores.gcs;

import com.google.api.services.storage.StorageScopes;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.ExternalAccountCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.PluggableAuthCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.GoogleKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The service's own identity at Google Cloud, as its operator has set it. */
final class OwnIdentity {
  private static final List<String> SCOPES = List.of(StorageScopes.DEVSTORAGE_READ_WRITE);

  /** How Google's library says so; it remembers that for as long as the process runs. */
  private static final String NOTHING_FOUND = "default credentials were not found";

  private final Defaults defaults;
  private final HttpTransportFactory transports;
  private final AtomicReference<@Nullable GoogleCredentials> credentials = new AtomicReference<>();
  private final AtomicReference<@Nullable String> email = new AtomicReference<>();

  /** Looks for what the environment, or the machine, has. */
  interface Defaults {
    GoogleCredentials find(HttpTransportFactory transports) throws IOException;
  }

  /**
   * @throws InvalidInput if the file is none that can be used
   */
  OwnIdentity(GoogleIdentity identity, URI tokenEndpoint, HttpTransportFactory transports) {
    this(identity, tokenEndpoint, transports, GoogleCredentials::getApplicationDefault);
  }

  OwnIdentity(
      GoogleIdentity identity,
      URI tokenEndpoint,
      HttpTransportFactory transports,
      Defaults defaults) {
    this.transports = transports;
    this.defaults = defaults;
    if (identity instanceof GoogleIdentity.File(Path path)) {
      GoogleCredentials own = read(path, tokenEndpoint, transports);
      credentials.set(own);
      email.set(told(own)); // a file tells it, so failures can name it from the first on
    }
  }

  /** A service account's key, at that place for tokens and nowhere else. */
  static GoogleCredentials of(GoogleKey key, URI tokenEndpoint, HttpTransportFactory transports)
      throws IOException {
    return ServiceAccountCredentials.newBuilder()
        .setClientEmail(key.clientEmail())
        .setPrivateKeyId(key.privateKeyId())
        .setPrivateKey(
            GoogleKeyFile.privateKey(key.privateKey())
                .orElseThrow(() -> new IOException("the private key is damaged")))
        .setScopes(SCOPES)
        .setTokenServerUri(tokenEndpoint)
        .setDefaultRetriesEnabled(false)
        .setHttpTransportFactory(transports)
        .build();
  }

  /** Asks the machine, if it was not asked yet. */
  GoogleCredentials credentials() throws IOException {
    GoogleCredentials known = credentials.get();
    if (known != null) {
      return known;
    }
    GoogleCredentials found = found().createScoped(SCOPES).createWithCustomRetryStrategy(false);
    credentials.set(found);
    return found;
  }

  /** The machine's where there are no others: that it does not answer now may pass. */
  private GoogleCredentials found() throws IOException {
    try {
      return defaults.find(transports);
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains(NOTHING_FOUND)) {
        throw e;
      }
      return ComputeEngineCredentials.newBuilder().setHttpTransportFactory(transports).build();
    }
  }

  /** A new token. Asks for the address too, unless it is known: others may ask nobody for it. */
  AccessToken token() throws IOException {
    AccessToken token = credentials().refreshAccessToken();
    email();
    return token;
  }

  /** Its address, as far as it can be told now. */
  Optional<String> email() {
    if (email.get() == null) {
      try {
        email.set(told(credentials()));
      } catch (IOException | RuntimeException e) {
        return Optional.empty(); // Google's library throws both if the machine cannot be asked
      }
    }
    return knownEmail();
  }

  /** The same, without asking anybody. */
  Optional<String> knownEmail() {
    return Optional.ofNullable(email.get());
  }

  private static @Nullable String told(GoogleCredentials credentials) {
    return switch (credentials) {
      case ServiceAccountCredentials account -> account.getClientEmail();
      case ComputeEngineCredentials machine -> machine.getAccount();
      case ExternalAccountCredentials external -> external.getServiceAccountEmail();
      default -> null;
    };
  }

  private static GoogleCredentials read(
      Path path, URI tokenEndpoint, HttpTransportFactory transports) {
    try {
      String json = Files.readString(path);
      Map<String, String> fields = GoogleKeyFile.fields(json);
      String type = fields.getOrDefault("type", "");
      return switch (type) {
        case "service_account" -> of(GoogleKeyFile.parse(json), tokenEndpoint, transports);
        case "external_account" -> external(path, fields, transports);
        default -> throw invalid(path, "is of the type '" + type.replaceAll("\\W", "?") + "'");
      };
    } catch (IOException e) {
      throw invalid(path, "cannot be read");
    } catch (InvalidInput e) {
      throw e.field().equals(GcsSettings.IDENTITY_SETTING)
          ? e
          : invalid(path, "is damaged: " + e.getMessage());
    }
  }

  private static GoogleCredentials external(
      Path path, Map<String, String> fields, HttpTransportFactory transports) {
    if (!fields.getOrDefault("token_url", "").startsWith("https://")) {
      throw invalid(path, "names a token_url without https, or none");
    }
    ExternalAccountCredentials external;
    try (var in = Files.newInputStream(path)) {
      external = ExternalAccountCredentials.fromStream(in, transports);
    } catch (IOException | RuntimeException e) {
      throw invalid(path, "is damaged"); // Google's library throws both
    }
    if (external instanceof PluggableAuthCredentials) {
      throw invalid(path, "has tokens made by another program, which is not run");
    }
    return external.createScoped(SCOPES);
  }

  private static InvalidInput invalid(Path path, String what) {
    return new InvalidInput(
        GcsSettings.IDENTITY_SETTING,
        "The file "
            + path
            + " "
            + what
            + ". Give one of Google's with the type 'service_account' (a key), or"
            + " 'external_account' (workload identity federation).");
  }
}
