package dev.waybill.stores.s3;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How AWS KMS is asked.
 *
 * @param endpoint where; empty: at AWS, in the region of the key
 * @param identity as whom; empty: what AWS's own tools would find
 * @param proxy through which requests go; empty: directly
 * @param caBundle whose certificates are trusted besides Java's
 * @param timeout for one request with its retries
 */
public record KmsSettings(
    Optional<URI> endpoint,
    Optional<AccessKey> identity,
    Optional<OutboundProxy> proxy,
    Optional<CaBundle> caBundle,
    Duration timeout) {
  public KmsSettings {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(identity, "identity is null");
    requireNonNull(proxy, "proxy is null");
    requireNonNull(caBundle, "caBundle is null");
    requireNonNull(timeout, "timeout is null");
  }
}
