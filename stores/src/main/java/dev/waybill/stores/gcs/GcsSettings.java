package dev.waybill.stores.gcs;

import static java.util.Objects.requireNonNull;

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
  private static final int GRAIN = 256 * 1024;

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
  }
}
