package dev.waybill.event;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;

/**
 * One event of an {@link EventBatch}.
 *
 * @param line where in the request it stood, from 1
 * @param suppliedTime its event time in milliseconds since the epoch, or {@link #TIME_OF_RECEIPT}
 * @param category its field {@code category} if that is a string, else empty
 * @param start where in the batch's bytes its line starts
 * @param length bytes of the line without the line feed
 * @param id digest of its {@code eventID}
 * @param content digest of the event as sent: same id and same content is a duplicate
 * @param generatedId whether the service made the id, at random, so that no stored event can have
 *     it
 */
public record EventLine(
    TenantId tenant,
    int line,
    EventKind kind,
    long suppliedTime,
    String category,
    int start,
    int length,
    Digest id,
    Digest content,
    boolean generatedId) {

  /** The event came without a time: its event time is its time of receipt. */
  public static final long TIME_OF_RECEIPT = Long.MIN_VALUE;

  public EventLine {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(category, "category is null");
    requireNonNull(id, "id is null");
    requireNonNull(content, "content is null");
  }

  public long eventTime(long receivedTime) {
    return suppliedTime == TIME_OF_RECEIPT ? receivedTime : suppliedTime;
  }
}
