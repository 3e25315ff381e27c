package dev.waybill.manifest;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.ObjectKey;

/**
 * An object as its manifest describes it.
 *
 * @param key relative to the customer's path
 * @param events lines
 * @param bytes of the content, before compression
 * @param sha256 of the content
 * @param storedBytes as stored
 * @param storedSha256 of the bytes as stored
 * @param merkleRoot over the lines without their ends
 * @param earliestEventTime the smallest {@code eventTime} of its lines, however absurd
 * @param latestEventTime the largest
 */
public record ManifestObject(
    ObjectKey key,
    long events,
    long bytes,
    Sha256 sha256,
    long storedBytes,
    Sha256 storedSha256,
    Sha256 merkleRoot,
    long earliestEventTime,
    long latestEventTime) {

  public ManifestObject {
    requireNonNull(key, "key is null");
    requireNonNull(sha256, "sha256 is null");
    requireNonNull(storedSha256, "storedSha256 is null");
    requireNonNull(merkleRoot, "merkleRoot is null");
    Limits.requireCount(events, 1, "events of an object");
    Limits.requireCount(bytes, events, "bytes");
    Limits.requireCount(storedBytes, 1, "storedBytes");
    Limits.require(
        earliestEventTime <= latestEventTime, "earliestEventTime is after latestEventTime");
  }
}
