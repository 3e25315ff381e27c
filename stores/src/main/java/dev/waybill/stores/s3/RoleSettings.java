package dev.waybill.stores.s3;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.Credentials.AccessKey;
import java.net.URI;
import java.util.Optional;

/**
 * How customers' roles are assumed.
 *
 * @param stsEndpoint where; empty: at AWS, in the region of the bucket
 * @param identity the service's own access key; empty: what AWS's own tools would find in the
 *     environment, the files or the machine of this process
 */
public record RoleSettings(Optional<URI> stsEndpoint, Optional<AccessKey> identity) {
  /** The setting that names the STS. */
  public static final String STS_ENDPOINT_SETTING = "storage.sts-endpoint";

  /** The setting that names the identity. */
  public static final String IDENTITY_SETTING = "storage.sts-access-key-id";

  public static final RoleSettings DEFAULTS = new RoleSettings(Optional.empty(), Optional.empty());

  public RoleSettings {
    requireNonNull(stsEndpoint, "stsEndpoint is null");
    requireNonNull(identity, "identity is null");
  }
}
