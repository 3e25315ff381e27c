package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * Where S3 destinations are that name no endpoint, as the operator set it.
 *
 * @param endpoint empty for AWS itself
 */
public record S3Defaults(Optional<URI> endpoint, boolean pathStyle) {
  public S3Defaults {
    requireNonNull(endpoint, "endpoint is null");
  }
}
