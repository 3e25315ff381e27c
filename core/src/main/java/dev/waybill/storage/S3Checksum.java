package dev.waybill.storage;

import java.util.Optional;

/**
 * How a store of S3's kind learns that a body arrived unharmed. Without TLS, where anyone on the
 * way could change the body, signatures cover its SHA-256 besides.
 */
public enum S3Checksum {
  /** {@code x-amz-checksum-crc32c}: the cheapest, for AWS, which knows it. */
  CRC32C,
  /** {@code Content-MD5}: known to nearly every store. */
  CONTENT_MD5,
  /**
   * No header: the signature covers the SHA-256 of the body, with TLS too. Not enough for buckets
   * with Object Lock.
   */
  SIGNED_BODY;

  /** The next one, for a store other than AWS that does not know this one. */
  public Optional<S3Checksum> simpler() {
    return switch (this) {
      case CONTENT_MD5 -> Optional.of(SIGNED_BODY);
      case CRC32C, SIGNED_BODY -> Optional.empty();
    };
  }
}
