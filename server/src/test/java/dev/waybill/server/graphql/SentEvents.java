package dev.waybill.server.graphql;

import dev.waybill.event.EventKind;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingTenant;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Complete events of all kinds that were sent and accepted: some happened in this hour, some in the
 * two before, and some, late, on the day before.
 */
final class SentEvents {
  /** An event with the folder in which it must come out. */
  record Sent(String line, EventKind kind, Instant time) {
    String folder() {
      return "events/kind=%s/dt=%s/hour=%s/".formatted(kind, utc("yyyy-MM-dd"), utc("HH"));
    }

    String utc(String pattern) {
      return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(time);
    }
  }

  /** Of an export that delivers them, and none of the service's own. */
  static final String ALONE = "eventCategories: [\"access\"]";

  private static final List<EventKind> KINDS = List.of(EventKind.values());
  private static final List<Duration> AGES =
      List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(26));

  private SentEvents() {}

  static List<Sent> send(TestingTenant tenant, int count) {
    Instant now = Instant.now();
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EventKind kind = KINDS.get(i % KINDS.size());
      Instant time = now.minus(AGES.get(i / KINDS.size() % AGES.size()));
      sent.add(new Sent(line(tenant.id(), kind, i, time.toEpochMilli()), kind, time));
    }
    Answer answer =
        tenant
            .server()
            .client()
            .events("", sent.stream().map(Sent::line).toArray(String[]::new))
            .key(tenant.newKey("INGEST"))
            .send();
    if (answer.json().path("accepted").asInt() != count) {
      throw new AssertionError(answer.toString());
    }
    return sent;
  }

  private static String line(String tenant, EventKind kind, int number, long time) {
    String head = "{\"eventID\":\"e-%d\",\"eventTime\":%d,".formatted(number, time);
    String who =
        "\"eventVersion\":\"1.0.0\",\"eventSource\":\"Shop\",\"eventName\":\"%s\",\"userIdentity\":{\"type\":\"User\",\"id\":\"u-%d\"},";
    String tail = "\"clientID\":\"" + tenant + "\"}";
    return switch (kind) {
      case QUERY ->
          head
              + who.formatted("Shop:QueryAudit", number % 7)
              + "\"eventDetails\":{\"actor\":\"u\",\"result\":\"ok\",\"query\":\"SELECT %d\",\"account\":\"a\"},"
                  .formatted(number)
              + tail;
      case SYSTEM ->
          head
              + who.formatted("Shop:Login", number % 7)
              + "\"category\":\"access\",\"responseCode\":200,"
              + tail;
      case CUSTOM ->
          head
              + "\"eventTimeSupplied\":%d,".formatted(time)
              + who.formatted("Shop:CustomAudit", number % 7)
              + "\"eventType\":\"LOGIN\",\"eventDetails\":\"from %d\",".formatted(number)
              + tail;
    };
  }
}
