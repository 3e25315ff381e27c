package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.Sha256;

/**
 * What proves an object.
 *
 * @param sha256 of its content, before compression
 * @param storedSha256 of its bytes as stored
 * @param merkleRoot over its lines without their ends
 */
public record ObjectHashes(Sha256 sha256, Sha256 storedSha256, Sha256 merkleRoot) {
  public ObjectHashes {
    requireNonNull(sha256, "sha256 is null");
    requireNonNull(storedSha256, "storedSha256 is null");
    requireNonNull(merkleRoot, "merkleRoot is null");
  }
}
