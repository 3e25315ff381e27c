package dev.waybill.stores.azure;

import static java.util.Objects.requireNonNull;

import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import java.time.Duration;
import java.util.Optional;

/**
 * How requests to Azure are made.
 *
 * @param connectTimeout for one TCP connection
 * @param requestTimeout for one request as a whole, body and answer included; nothing of a request
 *     is sent after it
 * @param maxConnections over all stores together
 * @param blockBytes up to this size an object is put in one request; beyond it, every block but the
 *     last has this size. It is also what one upload holds in memory at most
 * @param endpoint the operator's own address of the Blob service, with <code>{account}</code> where
 *     an account's name goes; empty: the host of the location, over HTTPS
 * @param application the service's own; empty: only what the customer gave lets it in
 * @param proxy through which all requests go; empty: directly
 * @param caBundle whose certificates are trusted besides Java's
 */
public record AzureSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxConnections,
    int blockBytes,
    Optional<String> endpoint,
    Optional<AzureApplication> application,
    Optional<OutboundProxy> proxy,
    Optional<CaBundle> caBundle) {
  public static final AzureSettings DEFAULTS =
      new AzureSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          128,
          5 * 1024 * 1024,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public AzureSettings {
    requireNonNull(connectTimeout, "connectTimeout is null");
    requireNonNull(requestTimeout, "requestTimeout is null");
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections is below 1");
    }
    if (blockBytes < 1) {
      throw new IllegalArgumentException("blockBytes is below 1");
    }
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(application, "application is null");
    requireNonNull(proxy, "proxy is null");
    requireNonNull(caBundle, "caBundle is null");
  }
}
