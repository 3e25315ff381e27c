package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.export.StandInLog.Event;
import dev.waybill.format.Compression;
import dev.waybill.log.Position;
import dev.waybill.manifest.ContentDigest;
import dev.waybill.manifest.Sha256;
import dev.waybill.storage.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a job delivers, and that it follows from its range and its row alone. */
class DeliveryTest {

  @Test
  void deliversEveryEventOnceIntoTheHourInWhichItHappened() {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(2000, 30, 1);
    ExportJob job = fixture.plan();

    Delivery delivery = fixture.deliver();

    fixture.assertDeliveredExactlyOnce();
    assertThat(delivery.events()).isEqualTo(2000);
    assertThat(delivery.suppressed()).isZero();
    assertThat(delivery.objects()).isSorted().hasSameSizeAs(fixture.objects().entrySet());
    assertThat(fixture.stream().cursor()).isEqualTo(job.range().to());
    assertThat(fixture.stream().nextOrdinal()).isEqualTo(2001);
    assertThat(fixture.listener.deliveries).containsExactly(delivery);
  }

  @ParameterizedTest
  @CsvSource({"1, 1048576", "2, 1048576", "24, 6144", "3, 12000", "500, 1048576"})
  void namesAndContentsDoNotDependOnHoursPerPassNorOnMemory(int openHours, long bufferBytes) {
    EngineFixture reference = new EngineFixture();
    reference.appendVaried(1500, 40, 2);
    reference.plan();
    Delivery expected = reference.deliver();

    EngineFixture other =
        new EngineFixture(settings(openHours, bufferBytes), OutputSettings.DEFAULT);
    other.appendVaried(1500, 40, 2);
    other.plan();

    assertThat(namesWithoutStream(other.deliver())).isEqualTo(namesWithoutStream(expected));
    assertThat(other.objects().values()).containsExactlyElementsOf(reference.objects().values());
    other.assertDeliveredExactlyOnce();
  }

  @Test
  void holdsOnlyAsManyObjectsOpenAsTheMemoryAllows() {
    EngineFixture fixture = new EngineFixture(settings(500, 12_000), OutputSettings.DEFAULT);
    fixture.appendVaried(1500, 40, 3);
    fixture.plan();

    fixture.deliver();

    assertThat(fixture.stores.mostOpen()).isLessThan(10);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void eventsInTheOrderOfTimeHoldFewObjectsOpen() {
    EngineFixture fixture = new EngineFixture();
    for (int hour = 0; hour < 20; hour++) {
      long time = Samples.NOW.minus(Duration.ofHours(24 - hour)).toEpochMilli();
      fixture.append(time, fixture.event(EventKind.QUERY, time));
    }
    fixture.plan();

    fixture.deliver();

    assertThat(fixture.stores.mostOpen()).isEqualTo(1);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void readsOnlyTheLinesThatAPassNeeds() {
    EngineFixture fixture = new EngineFixture(settings(1, 1 << 20), OutputSettings.DEFAULT);
    for (int hour = 0; hour < 20; hour++) {
      long time = Samples.NOW.minus(Duration.ofHours(24 - hour)).toEpochMilli();
      fixture.append(time, fixture.event(EventKind.QUERY, time));
    }
    fixture.plan();

    fixture.deliver();

    assertThat(fixture.log.visited()).isEqualTo(20);
  }

  @Test
  void endsAPartBeforeTheEventThatWouldExceedItsLimit() {
    EngineFixture probe = new EngineFixture();
    long time = Samples.NOW.minusSeconds(60).toEpochMilli();
    int line = probe.event(EventKind.QUERY, time).line(time).length() + 1;

    assertThat(partsOfSixEvents(3L * line)).containsExactly(3L, 3L);
    assertThat(partsOfSixEvents(3L * line - 1)).containsExactly(2L, 2L, 2L);
    assertThat(partsOfSixEvents(3L * line + 1)).containsExactly(3L, 3L);
    assertThat(partsOfSixEvents(line)).hasSize(6);
    assertThat(partsOfSixEvents(line - 1L)).hasSize(6);
    assertThat(partsOfSixEvents(6L * line)).containsExactly(6L);
  }

  private static List<Long> partsOfSixEvents(long partBytes) {
    EngineSettings small = EngineFixture.SMALL;
    EngineFixture fixture =
        new EngineFixture(
            new EngineSettings(
                1,
                1,
                10_000,
                1000,
                partBytes,
                24,
                1024,
                1 << 20,
                small.lease(),
                small.requestTimeout()),
            OutputSettings.DEFAULT);
    long time = Samples.NOW.minusSeconds(60).toEpochMilli();
    for (int i = 0; i < 3; i++) {
      fixture.append(
          time, fixture.event(EventKind.QUERY, time), fixture.event(EventKind.QUERY, time));
    }
    fixture.plan();
    Delivery delivery = fixture.deliver();
    fixture.assertDeliveredExactlyOnce();
    for (int part = 1; part <= delivery.objects().size(); part++) {
      assertThat(delivery.objects().get(part - 1).value())
          .endsWith("-000000000001-000" + part + ".ndjson.gz");
    }
    return fixture.objects().values().stream().map(content -> content.lines().count()).toList();
  }

  @Test
  void leavesServiceFieldsOutIfAskedTo() {
    EngineFixture fixture =
        new EngineFixture(
            EngineFixture.SMALL, new OutputSettings(Compression.NONE, Layout.PLAIN_HOURLY, false));
    Event query = fixture.event(EventKind.QUERY, "2026-11-20T13:10:00Z");
    Event custom = fixture.event(EventKind.CUSTOM, "2026-11-20T13:20:00Z");
    fixture.append("2026-11-20T13:30:00Z", query, custom);
    fixture.plan();

    fixture.deliver();

    assertThat(fixture.objects().values())
        .containsExactly(
            query.lineWithoutServiceFields() + "\n" + custom.lineWithoutServiceFields() + "\n");
  }

  @Test
  void countsWhatTheSelectionLeavesOut() {
    EngineFixture fixture = new EngineFixture();
    fixture.ledger.change(
        Samples.withSelection(
            fixture.configuration,
            new Selection(Set.of(EventKind.SYSTEM, EventKind.CUSTOM), Set.of("login"))));
    long time = Samples.NOW.minusSeconds(60).toEpochMilli();
    fixture.append(
        time,
        new Event(EventKind.QUERY, time, "login", "a"),
        new Event(EventKind.SYSTEM, time, "login", "b"),
        new Event(EventKind.SYSTEM, time, "logout", "c"),
        new Event(EventKind.CUSTOM, time, "", "d"));
    fixture.plan();

    Delivery delivery = fixture.deliver();

    assertThat(delivery.events()).isEqualTo(2);
    assertThat(delivery.suppressed()).isEqualTo(2);
    assertThat(delivery.objects()).hasSize(2);
    assertThat(fixture.stream().nextOrdinal()).isEqualTo(3);
  }

  @Test
  void aWindowWithoutEventsIsAJobWithoutObjects() {
    EngineFixture fixture = new EngineFixture();
    ExportJob job = fixture.plan();

    Delivery delivery = fixture.deliver();

    assertThat(delivery).isEqualTo(new Delivery(0, 0, 0, List.of()));
    assertThat(fixture.objects()).isEmpty();
    assertThat(fixture.job().status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(fixture.stream().nextSequence()).isEqualTo(2);
    assertThat(fixture.stream().receivedThrough()).isEqualTo(job.receivedThrough());
  }

  @Test
  void recordsWhatEachObjectHolds() {
    EngineFixture fixture = new EngineFixture();
    Event early = fixture.event(EventKind.QUERY, "2026-11-20T13:10:00Z");
    Event late = fixture.event(EventKind.QUERY, "2026-11-20T13:20:00Z");
    fixture.append("2026-11-20T13:30:00Z", late, early);
    ExportJob job = fixture.plan();
    fixture.deliver();

    DeliveredObject object = fixture.ledger.finished(job.id()).getFirst();
    assertThat(object.key())
        .isEqualTo(
            new ObjectKey(
                "events/kind=QUERY/dt=2026-11-20/hour=13/"
                    + job.stream().prefix()
                    + "-000000000001-0001.ndjson.gz"));
    assertThat(object.events()).isEqualTo(2);
    assertThat(object.bytes()).isEqualTo(fixture.objects().values().iterator().next().length());
    assertThat(object.storedBytes())
        .isEqualTo(
            fixture.stores.below.at(fixture.location).read(object.key()).orElseThrow().length);
    assertThat(object.earliestEventTime()).isEqualTo(early.eventTime());
    assertThat(object.latestEventTime()).isEqualTo(late.eventTime());
  }

  @ParameterizedTest
  @EnumSource
  void hashesContentLinesAndStoredBytes(Compression compression) {
    EngineFixture fixture =
        new EngineFixture(
            EngineFixture.SMALL, new OutputSettings(compression, Layout.HIVE_HOURLY, false));
    fixture.appendVaried(300, 2, 7);
    ExportJob job = fixture.plan();
    fixture.deliver();

    assertThat(fixture.ledger.finished(job.id())).isNotEmpty();
    for (DeliveredObject object : fixture.ledger.finished(job.id())) {
      byte[] stored = fixture.stores.below.at(fixture.location).read(object.key()).orElseThrow();
      byte[] content = Stored.content(object.key().value(), stored);
      ContentDigest digest = new ContentDigest();
      digest.append(content, 0, content.length);
      ContentDigest.Result result = digest.end();
      assertThat(object.hashes())
          .contains(new ObjectHashes(result.sha256(), Sha256.of(stored), result.merkleRoot()));
      assertThat(result.lines()).isEqualTo(object.events());
    }
  }

  @Test
  void theNextJobBeginsWhereTheLastEnded() {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(100, 3, 4);
    ExportJob first = fixture.plan();
    fixture.deliver();
    fixture.time.advance(Duration.ofHours(1));
    fixture.appendVaried(100, 3, 5);
    ExportJob second = fixture.plan();
    fixture.deliver();

    assertThat(second.range().from()).isEqualTo(first.range().to());
    assertThat(second.receivedFrom()).isEqualTo(first.receivedThrough());
    assertThat(second.sequence()).isEqualTo(2);
    assertThat(second.firstOrdinal()).isEqualTo(101);
    assertThat(fixture.stream().cursor()).isEqualTo(new Position(200));
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void blocksRatherThanDeliverARangeOfWhichTheLogHoldsOnlySome() {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(100, 3, 6);
    fixture.plan();
    fixture.log.lose(Samples.TENANT, 1);

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);

    assertThat(fixture.job().failure().orElseThrow().code()).isEqualTo("EVENTS_MISSING");
    assertThat(fixture.stream().cursor()).isEqualTo(Position.ZERO);
    assertThat(fixture.objects()).isEmpty();
  }

  @Test
  void saysWhichSettingIsTooSmallForASingleObject() {
    EngineFixture fixture = new EngineFixture(settings(24, 4096), OutputSettings.DEFAULT);
    fixture.stores.bufferedBytes(100_000);
    fixture.appendVaried(1000, 1, 7);
    fixture.plan();

    fixture.attempt();

    assertThat(fixture.job().failure().orElseThrow().code()).isEqualTo("BUFFERS_TOO_SMALL");
    assertThat(fixture.stores.tried()).isEmpty();
  }

  private static EngineSettings settings(int openHours, long bufferBytes) {
    EngineSettings small = EngineFixture.SMALL;
    return new EngineSettings(
        1,
        1,
        small.jobBytes(),
        small.jobPartitions(),
        small.partBytes(),
        openHours,
        1024,
        bufferBytes,
        small.lease(),
        small.requestTimeout());
  }

  private static List<String> namesWithoutStream(Delivery delivery) {
    return delivery.objects().stream()
        .map(key -> key.value().replaceFirst("/[0-9a-f]{12}-", "/"))
        .toList();
  }
}
