package dev.waybill.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes batches of finished lines without parsing anything. */
public final class EventBatches {
  private static final String EVENT_TIME = ",\"eventTime\":";
  private static final String RECEIVED_TIME = ",\"receivedTime\":";
  private static final byte[] ROOM = "0".repeat(EventBatch.STAMP_DIGITS).getBytes(UTF_8);

  private EventBatches() {}

  /** Sample events of one tenant with these ids. */
  public static EventBatch of(TenantId tenant, String... ids) {
    return of(Stream.of(ids).map(id -> new SampleEvent(tenant, id)).toList());
  }

  public static EventBatch of(SampleEvent... events) {
    return of(List.of(events));
  }

  public static EventBatch of(List<SampleEvent> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<EventLine> lines = new ArrayList<>();
    List<Integer> stamps = new ArrayList<>();
    Hash hash = new Hash();
    for (SampleEvent event : events) {
      int start = bytes.size();
      byte[] sent = sent(event).getBytes(UTF_8);
      bytes.writeBytes(sent);
      if (event.suppliedTime() == EventLine.TIME_OF_RECEIPT) {
        bytes.writeBytes(EVENT_TIME.getBytes(UTF_8));
        stamps.add(bytes.size());
        bytes.writeBytes(ROOM);
      }
      bytes.writeBytes(RECEIVED_TIME.getBytes(UTF_8));
      stamps.add(bytes.size());
      bytes.writeBytes(ROOM);
      bytes.writeBytes((",\"eventKind\":\"" + event.kind() + "\"}").getBytes(UTF_8));
      lines.add(
          new EventLine(
              event.tenant(),
              lines.size() + 1,
              event.kind(),
              event.suppliedTime(),
              event.category(),
              start,
              bytes.size() - start,
              hash.of(event.id().getBytes(UTF_8)),
              hash.of(sent),
              event.generatedId()));
      bytes.write('\n');
    }
    return new EventBatch(bytes.toByteArray(), lines, stamps.stream().mapToInt(at -> at).toArray());
  }

  /** The line that an event becomes when it is received at that time. */
  public static String line(SampleEvent event, long receivedTime) {
    return sent(event)
        + (event.suppliedTime() == EventLine.TIME_OF_RECEIPT ? EVENT_TIME + receivedTime : "")
        + RECEIVED_TIME
        + receivedTime
        + ",\"eventKind\":\""
        + event.kind()
        + "\"}";
  }

  private static String sent(SampleEvent event) {
    String time =
        event.suppliedTime() == EventLine.TIME_OF_RECEIPT ? "" : EVENT_TIME + event.suppliedTime();
    String category = event.category().isEmpty() ? "" : ",\"category\":\"" + event.category() + '"';
    return "{\"eventID\":\""
        + event.id()
        + '"'
        + time
        + ",\"eventDetails\":\""
        + event.content()
        + "\",\"clientID\":\""
        + event.tenant()
        + '"'
        + category;
  }
}
