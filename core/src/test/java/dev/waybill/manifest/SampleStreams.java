package dev.waybill.manifest;

import dev.waybill.event.EventKind;
import dev.waybill.export.Layout;
import dev.waybill.format.Compression;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Streams that are in order, and events for more. */
public final class SampleStreams {
  private SampleStreams() {}

  /**
   * A stream of ten jobs at one place, with all that may happen there: several kinds and hours, an
   * empty window, late events, absurd times, several parts in a folder, two changes of the key, no
   * event selected, gzip, zstd and no compression.
   */
  public static StreamFixture complete() {
    return StreamFixture.created(StreamFixture.STREAM, StreamFixture.TENANT)
        .deliver(usual(1))
        .deliver(List.of())
        .deliver(
            List.of(
                at(EventKind.QUERY, "late", 3).happenedAt("2026-11-18T03:04:05Z"),
                at(EventKind.QUERY, "absurdly early", 3).happenedAt("1969-12-31T23:59:59Z"),
                at(EventKind.CUSTOM, "absurdly far ahead", 3).happenedAt("9999-12-31T23:59:59Z"),
                at(EventKind.CUSTOM, "a little ahead", 3).happenedAt("2026-11-21T16:00:00Z")))
        .keyChanged(SampleKeys.SECOND)
        .with(SampleDelivery.USUAL.withParts(2))
        .deliver(many(4, 5))
        .deliver(List.of(), 17, 0)
        .with(SampleDelivery.USUAL.compressed(Compression.ZSTD))
        .deliver(usual(6))
        .deliver(many(7, 9))
        .keyChanged(SampleKeys.THIRD)
        .with(SampleDelivery.USUAL.compressed(Compression.NONE))
        .deliver(usual(8))
        .with(SampleDelivery.USUAL)
        .deliver(many(9, 40))
        .deliver(usual(10), 3, 0);
  }

  /** Jobs 1 to 3 here, 4 and 5 at a second place, 6 and 7 here again. */
  public static StreamFixture movedAndBack() {
    return StreamFixture.created(StreamFixture.STREAM, StreamFixture.TENANT)
        .deliver(usual(1))
        .deliver(usual(2))
        .deliver(List.of())
        .movedTo(1)
        .deliver(usual(4))
        .keyChanged(SampleKeys.SECOND)
        .deliver(usual(5))
        .movedTo(0)
        .deliver(usual(6))
        .deliver(usual(7));
  }

  /** Three jobs without service fields, with absurd times. */
  public static StreamFixture withoutServiceFields(Layout layout) {
    return StreamFixture.created(StreamFixture.STREAM, StreamFixture.TENANT)
        .with(SampleDelivery.USUAL.laidOut(layout).withoutServiceFields())
        .deliver(usual(1))
        .deliver(
            List.of(
                at(EventKind.QUERY, "absurdly early", 2).happenedAt("1969-12-31T23:59:59Z"),
                at(EventKind.CUSTOM, "absurdly far ahead", 2).happenedAt("2026-12-31T23:59:59Z")))
        .deliver(usual(3));
  }

  /** An event of each kind, received in the hour of a job. */
  public static List<SampleEvent> usual(int hour) {
    return List.of(
        at(EventKind.QUERY, "q" + hour, hour),
        at(EventKind.SYSTEM, "s" + hour, hour),
        at(EventKind.CUSTOM, "c" + hour, hour));
  }

  /** Events of one kind, received in the hour of a job. */
  public static List<SampleEvent> many(int hour, int events) {
    List<SampleEvent> many = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      SampleEvent event = at(EventKind.QUERY, "m" + hour + "-" + i, hour);
      many.add(
          new SampleEvent(
              event.kind(), event.id(), event.eventTime() - 1000L * i, event.receivedTime()));
    }
    return many;
  }

  /** Received ten minutes into the hour of a job. */
  private static SampleEvent at(EventKind kind, String id, int hour) {
    Instant received =
        StreamFixture.START.plus(Duration.ofHours(hour - 1L)).plus(Duration.ofMinutes(10));
    return SampleEvent.at(kind, id, received.toString());
  }
}
