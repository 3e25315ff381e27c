package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventKind;
import dev.waybill.export.StandInLog.Event;
import dev.waybill.format.Compression;
import dev.waybill.log.BlockIndex;
import dev.waybill.log.BlockVisitor;
import dev.waybill.log.EventBlock;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.log.TenantRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ObjectNamesTest {
  private static final StreamId STREAM =
      new StreamId(UUID.fromString("6f6a6e3c-52a1-4d0b-9e1c-2f70d3a4b5c6"));
  private static final String RECEIVED = "2026-11-20T15:07:00Z";

  @Test
  void namesObjectsByStreamJobAndPart() {
    assertThat(
            name(Layout.HIVE_HOURLY, Compression.GZIP, EventKind.QUERY, "2026-11-20T14:59:59.999Z"))
        .isEqualTo(
            "events/kind=QUERY/dt=2026-11-20/hour=14/6f6a6e3c52a1-000000000017-0001.ndjson.gz");
    assertThat(name(Layout.HIVE_DAILY, Compression.ZSTD, EventKind.SYSTEM, "2026-11-20T00:00:00Z"))
        .isEqualTo("events/kind=SYSTEM/dt=2026-11-20/6f6a6e3c52a1-000000000017-0001.ndjson.zst");
    assertThat(
            name(Layout.PLAIN_HOURLY, Compression.NONE, EventKind.CUSTOM, "2026-11-20T04:00:00Z"))
        .isEqualTo("events/2026/11/20/04/6f6a6e3c52a1-000000000017-0001.ndjson");
  }

  @Test
  void putsKindsTogetherOnlyInThePlainLayout() {
    for (Layout layout : Layout.values()) {
      boolean together =
          folder(layout, EventKind.QUERY, RECEIVED)
              .equals(folder(layout, EventKind.CUSTOM, RECEIVED));
      assertThat(together).isEqualTo(layout == Layout.PLAIN_HOURLY);
    }
  }

  @Test
  void putsALateEventIntoItsOwnHour() {
    assertThat(folder(Layout.HIVE_HOURLY, EventKind.QUERY, "2025-02-28T23:00:00Z"))
        .isEqualTo("events/kind=QUERY/dt=2025-02-28/hour=23");
  }

  @Test
  void putsAnEventOfAnAbsurdTimeIntoItsHourOfReceipt() {
    String ofReceipt = "events/kind=QUERY/dt=2026-11-20/hour=15";
    assertThat(folder(Layout.HIVE_HOURLY, EventKind.QUERY, "1999-12-31T23:59:59.999Z"))
        .isEqualTo(ofReceipt);
    assertThat(folder(Layout.HIVE_HOURLY, EventKind.QUERY, "2026-11-21T15:07:00.001Z"))
        .isEqualTo(ofReceipt);
    assertThat(folder(Layout.HIVE_HOURLY, EventKind.QUERY, "2026-11-21T15:07:00Z"))
        .isEqualTo("events/kind=QUERY/dt=2026-11-21/hour=15");
    assertThat(folder(Layout.HIVE_HOURLY, EventKind.QUERY, "2000-01-01T00:00:00Z"))
        .isEqualTo("events/kind=QUERY/dt=2000-01-01/hour=00");
  }

  @Test
  void refusesAPartThatFourDigitsDoNotHold() {
    ObjectNames names = new ObjectNames(STREAM, 1, OutputSettings.DEFAULT);
    assertThat(names.key(0, 9999).value()).endsWith("-9999.ndjson.gz");
    assertThatThrownBy(() -> names.key(0, 10_000)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> names.key(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String name(Layout layout, Compression compression, EventKind kind, String time) {
    OutputSettings output = new OutputSettings(compression, layout, true);
    return new ObjectNames(STREAM, 17, output).key(partition(layout, kind, time), 1).value();
  }

  private static String folder(Layout layout, EventKind kind, String time) {
    return new Partitioning(layout).folder(partition(layout, kind, time));
  }

  private static long partition(Layout layout, EventKind kind, String time) {
    StandInLog log = new StandInLog();
    Event event = new Event(kind, Instant.parse(time).toEpochMilli(), "", "id");
    log.append(Samples.TENANT, Instant.parse(RECEIVED).toEpochMilli(), List.of(event));
    List<Long> partitions = new ArrayList<>();
    Range all = new Range(Position.ZERO, new Position(1));
    log.scan(
        List.of(new TenantRange(Samples.TENANT, all)),
        new BlockVisitor() {
          @Override
          public boolean wants(BlockIndex block) {
            partitions.add(new Partitioning(layout).partition(block, 0));
            return false;
          }

          @Override
          public void visit(EventBlock block) {
            throw new AssertionError("no block was wanted");
          }
        });
    return partitions.getFirst();
  }
}
