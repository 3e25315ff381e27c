package dev.waybill.stores.azure;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

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
  public static final String ENDPOINT_SETTING = "azure.endpoint";

  private static final Pattern SECURE = Pattern.compile("(?i)https://.*");
  private static final Pattern OF_THIS_MACHINE =
      Pattern.compile("(?i)http://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?(/.*)?");

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
    if (application.isPresent()) {
      endpoint.ifPresent(AzureSettings::requireSafe);
    }
    requireNonNull(proxy, "proxy is null");
    requireNonNull(caBundle, "caBundle is null");
  }

  /** The application's tokens travel there, and they open all customers' containers. */
  private static void requireSafe(String endpoint) {
    if (!SECURE.matcher(endpoint).matches() && !OF_THIS_MACHINE.matcher(endpoint).matches()) {
      throw new InvalidInput(
          ENDPOINT_SETTING,
          "With an application of the service's own ("
              + EntraFailures.APPLICATION_SETTING
              + "), whose tokens must not travel in clear, this needs https.");
    }
  }
}
