package dev.waybill.stores.gcs;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How requests to Google Cloud Storage are made.
 *
 * @param connectTimeout for one TCP connection
 * @param requestTimeout for one request as a whole, body and answer included; nothing of a request
 *     is sent after it
 * @param maxConnections over all stores together
 * @param chunkBytes up to this size an object is put in one request; beyond it, every chunk but the
 *     last has this size, a multiple of 256 KiB. It is also what one upload holds in memory at most
 * @param endpoint the operator's own address of the JSON API; empty: Google's
 * @param tokenEndpoint where service accounts' keys are exchanged for tokens; empty: Google's
 * @param identity the service's own; empty: only customers' keys let it in
 * @param proxy through which all requests go; empty: directly
 * @param caBundle whose certificates are trusted besides Java's
 */
public record GcsSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxConnections,
    int chunkBytes,
    Optional<URI> endpoint,
    Optional<URI> tokenEndpoint,
    Optional<GoogleIdentity> identity,
    Optional<OutboundProxy> proxy,
    Optional<CaBundle> caBundle) {
  /** The settings, as the operator knows them. */
  public static final String ENDPOINT_SETTING = "google.endpoint";

  public static final String TOKEN_ENDPOINT_SETTING = "google.token-endpoint";
  public static final String IDENTITY_SETTING = "google.credentials";

  private static final int GRAIN = 256 * 1024;
  private static final URI GOOGLES_ENDPOINT = URI.create("https://storage.googleapis.com");
  private static final URI GOOGLES_TOKENS = URI.create("https://oauth2.googleapis.com/token");

  public static final GcsSettings DEFAULTS =
      new GcsSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          128,
          5 * 1024 * 1024,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public GcsSettings {
    requireNonNull(connectTimeout, "connectTimeout is null");
    requireNonNull(requestTimeout, "requestTimeout is null");
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections is below 1");
    }
    if (chunkBytes < GRAIN || chunkBytes % GRAIN != 0) {
      throw new IllegalArgumentException("chunkBytes is no multiple of 256 KiB");
    }
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(tokenEndpoint, "tokenEndpoint is null");
    requireNonNull(identity, "identity is null");
    requireNonNull(proxy, "proxy is null");
    requireNonNull(caBundle, "caBundle is null");
    endpoint.ifPresent(uri -> requireSafe(uri, ENDPOINT_SETTING, identity.isPresent()));
    tokenEndpoint.ifPresent(uri -> requireSafe(uri, TOKEN_ENDPOINT_SETTING, identity.isPresent()));
  }

  /** Where requests go; has no path. */
  URI store() {
    return endpoint.orElse(GOOGLES_ENDPOINT);
  }

  /** Where keys are exchanged. */
  URI tokens() {
    return tokenEndpoint.orElse(GOOGLES_TOKENS);
  }

  /** Tokens travel there, and those of the service's own identity open all customers' buckets. */
  private static void requireSafe(URI uri, String setting, boolean ownIdentity) {
    boolean secure = "https".equals(uri.getScheme());
    boolean bare =
        uri.getRawUserInfo() == null && uri.getRawFragment() == null && uri.getRawQuery() == null;
    boolean rooted = !setting.equals(ENDPOINT_SETTING) || uri.getRawPath().matches("/?");
    if (uri.getHost() == null || !bare || !rooted || !(secure || isOfThisMachine(uri))) {
      throw new InvalidInput(
          setting, "Give a URL with https (of this machine also http), without user and query.");
    }
    if (ownIdentity && !secure) {
      throw new InvalidInput(
          setting,
          "With an identity of the service's own ("
              + IDENTITY_SETTING
              + "), whose tokens must not travel in clear, this needs https.");
    }
  }

  private static boolean isOfThisMachine(URI uri) {
    return "http".equals(uri.getScheme())
        && uri.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
  }
}
