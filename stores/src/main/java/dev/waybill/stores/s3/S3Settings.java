package dev.waybill.stores.s3;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import java.time.Duration;
import java.util.Optional;

/**
 * How requests to S3 are made.
 *
 * @param connectTimeout for one TCP connection
 * @param requestTimeout for one request as a whole, body and answer included; nothing of a request
 *     is sent after it
 * @param maxConnections over all stores together
 * @param partBytes up to this size an object is put in one request; beyond it, every part but the
 *     last has this size. It is also what one upload holds in memory at most
 * @param proxy through which all requests go; empty: directly. Only with endpoints that are listed,
 *     or may be private: nobody here sees what addresses their names have
 * @param caBundle whose certificates are trusted besides Java's
 * @param roles how customers' roles are assumed
 */
public record S3Settings(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxConnections,
    int partBytes,
    EndpointPolicy endpoints,
    Optional<OutboundProxy> proxy,
    Optional<CaBundle> caBundle,
    RoleSettings roles) {
  private static final int SMALLEST_PART = 5 * 1024 * 1024;

  public static final S3Settings DEFAULTS =
      new S3Settings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          128,
          SMALLEST_PART,
          EndpointPolicy.PROVIDERS_ONLY);

  public S3Settings {
    requirePositive(connectTimeout, "connectTimeout");
    requirePositive(requestTimeout, "requestTimeout");
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections is below 1");
    }
    if (partBytes < SMALLEST_PART) {
      throw new IllegalArgumentException("partBytes is below the 5 MiB that S3 demands");
    }
    requireNonNull(endpoints, "endpoints is null");
    requireNonNull(proxy, "proxy is null");
    requireNonNull(caBundle, "caBundle is null");
    requireNonNull(roles, "roles is null");
    if (proxy.isPresent() && endpoints.admitsNamesUnseen()) {
      throw new InvalidInput(
          OutboundProxy.SETTING,
          "With a proxy, which resolves the names of stores, storage.s3-endpoints must list them:"
              + " '*' would let tenants reach all that the proxy reaches. If they may, set"
              + " storage.allow-private-addresses to true.");
    }
  }

  /** With roles assumed as by default. */
  public S3Settings(
      Duration connectTimeout,
      Duration requestTimeout,
      int maxConnections,
      int partBytes,
      EndpointPolicy endpoints,
      Optional<OutboundProxy> proxy,
      Optional<CaBundle> caBundle) {
    this(
        connectTimeout,
        requestTimeout,
        maxConnections,
        partBytes,
        endpoints,
        proxy,
        caBundle,
        RoleSettings.DEFAULTS);
  }

  /** Directly, trusting Java's certificates alone. */
  public S3Settings(
      Duration connectTimeout,
      Duration requestTimeout,
      int maxConnections,
      int partBytes,
      EndpointPolicy endpoints) {
    this(
        connectTimeout,
        requestTimeout,
        maxConnections,
        partBytes,
        endpoints,
        Optional.empty(),
        Optional.empty());
  }

  private static void requirePositive(Duration duration, String name) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " is not positive");
    }
  }
}
