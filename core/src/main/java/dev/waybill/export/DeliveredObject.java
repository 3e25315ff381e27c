package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.ObjectKey;
import java.util.Optional;

/**
 * An object that is in the customer's storage.
 *
 * @param bytes of its lines, before compression
 * @param storedBytes as stored
 * @param earliestEventTime milliseconds since the epoch
 * @param latestEventTime milliseconds since the epoch
 * @param hashes empty only if it was delivered before there were manifests
 */
public record DeliveredObject(
    ObjectKey key,
    long events,
    long bytes,
    long storedBytes,
    long earliestEventTime,
    long latestEventTime,
    Optional<ObjectHashes> hashes) {

  public DeliveredObject {
    requireNonNull(key, "key is null");
    requireNonNull(hashes, "hashes is null");
  }
}
