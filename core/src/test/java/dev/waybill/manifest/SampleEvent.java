package dev.waybill.manifest;

import dev.waybill.event.EventKind;
import dev.waybill.tenant.TenantId;
import java.time.Instant;

/**
 * An event of a {@link StreamFixture}.
 *
 * @param eventTime milliseconds since the epoch
 * @param receivedTime milliseconds since the epoch
 */
public record SampleEvent(EventKind kind, String id, long eventTime, long receivedTime) {
  private static final long YEAR_2000 = 946_684_800_000L;
  private static final long DAY = 86_400_000;

  /** Received at that time, such as {@code 2026-11-20T14:05:00Z}, a second after it happened. */
  public static SampleEvent at(EventKind kind, String id, String receivedTime) {
    long received = Instant.parse(receivedTime).toEpochMilli();
    return new SampleEvent(kind, id, received - 1000, received);
  }

  /** The same, but that it happened at another time. */
  public SampleEvent happenedAt(String eventTime) {
    return new SampleEvent(kind, id, Instant.parse(eventTime).toEpochMilli(), receivedTime);
  }

  /** The time that decides about its folder. */
  long partitionTime() {
    return eventTime < YEAR_2000 || eventTime > receivedTime + DAY ? receivedTime : eventTime;
  }

  /** Its line without the line feed. */
  String line(TenantId tenant, boolean serviceFields) {
    String fields =
        switch (kind) {
          case QUERY -> "\"eventDetails\":{\"actor\":\"ann\",\"query\":\"SELECT 1\"},";
          case SYSTEM -> "\"eventName\":\"shop:LockUser\",\"category\":\"LOCK\",";
          case CUSTOM ->
              "\"eventType\":\"LOGIN\",\"eventDetails\":\"from Zürich \\\"eventTime\\\":1\",";
        };
    String line =
        "{%s\"userIdentity\":{\"eventTime\":7},\"eventID\":\"%s\",\"eventTime\":%d,\"clientID\":\"%s\""
            .formatted(fields, id, eventTime, tenant);
    return serviceFields
        ? line + ",\"receivedTime\":%d,\"eventKind\":\"%s\"}".formatted(receivedTime, kind)
        : line + "}";
  }
}
