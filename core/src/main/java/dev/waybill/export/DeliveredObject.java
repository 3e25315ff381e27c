package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.ObjectKey;

/**
 * An object that is in the customer's storage.
 *
 * @param bytes of its lines, before compression
 * @param storedBytes as stored
 * @param earliestEventTime milliseconds since the epoch
 * @param latestEventTime milliseconds since the epoch
 */
public record DeliveredObject(
    ObjectKey key,
    long events,
    long bytes,
    long storedBytes,
    long earliestEventTime,
    long latestEventTime) {

  public DeliveredObject {
    requireNonNull(key, "key is null");
  }
}
