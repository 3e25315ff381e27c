package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.export.Backfills.Creation;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.Location;
import dev.waybill.storage.StoragePath;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An export that starts with event 150 of 300; each fifth event has a time of receipt of its own.
 */
final class BackfillFixture {
  static final int START = 150;
  private static final int EVENTS = 300;
  private static final EventKind[] KINDS = EventKind.values();
  private static final int TOGETHER = 5;
  private static final long FIRST_RECEIVED = Samples.NOW.minusSeconds(1800).toEpochMilli();

  final EngineFixture engine;
  final ExportConfiguration configuration;

  /** A job has some twenty events. */
  BackfillFixture() {
    this(Optional.empty());
  }

  /** With the ids of another fixture's export, so that the same names follow. */
  BackfillFixture(ExportConfiguration like) {
    this(Optional.of(like));
  }

  private BackfillFixture(Optional<ExportConfiguration> like) {
    EngineSettings small = EngineFixture.SMALL;
    this.engine =
        new EngineFixture(
            new EngineSettings(
                small.workers(),
                small.workersPerTenant(),
                2_000,
                small.jobPartitions(),
                small.partBytes(),
                small.openHours(),
                small.blockBytes(),
                small.bufferBytes(),
                small.lease(),
                small.requestTimeout()),
            OutputSettings.DEFAULT);
    engine.ledger.forget(engine.configuration.id());
    like.ifPresent(other -> engine.ledger.add(relocated(other.integration()), Samples.CREDENTIALS));
    this.configuration = like.orElseGet(() -> Samples.configuration(engine.integration));
    for (int i = 0; i < EVENTS; i += TOGETHER) {
      engine.append(received(i), varied(i));
    }
    Stream stream = Samples.withCursor(Samples.stream(configuration), new Position(START));
    engine.ledger.add(
        configuration,
        new Stream(
            stream.id(),
            stream.configuration(),
            stream.cursor(),
            received(START) - 1,
            1,
            1,
            stream.lastTick()),
        Samples.NOW);
  }

  private StorageIntegration relocated(IntegrationId id) {
    StorageIntegration own = engine.integration;
    return new StorageIntegration(
        id,
        own.tenant(),
        own.name(),
        own.location(),
        own.externalId(),
        own.lastTest(),
        own.revision(),
        own.createdAt(),
        own.updatedAt());
  }

  /** When the event of that number was received. */
  static long received(long event) {
    return FIRST_RECEIVED + event / TOGETHER;
  }

  private StandInLog.Event[] varied(int first) {
    StandInLog.Event[] events = new StandInLog.Event[TOGETHER];
    for (int i = 0; i < TOGETHER; i++) {
      EventKind kind = KINDS[(first / TOGETHER + i) % KINDS.length];
      events[i] = engine.event(kind, FIRST_RECEIVED - ((first + i) % 4) * 3_600_000L);
    }
    return events;
  }

  InMemoryBackfills backfills() {
    return engine.ledger.backfills();
  }

  /** From the event of that number up to, but not including, the other. */
  BackfillRequest request(String prefix, long from, long to) {
    return new BackfillRequest(
        Samples.TENANT,
        configuration.id(),
        new StoragePath(prefix),
        received(from) - 1,
        received(to) - 1,
        new Range(new Position(from), new Position(to)),
        engine.engine.pin(
            engine.ledger.plannable(configuration.id()).orElseThrow().configuration()));
  }

  Backfill create(String prefix, long from, long to) {
    return create(request(prefix, from, to));
  }

  Backfill create(BackfillRequest request) {
    Creation creation = backfills().create(request, request.receivedFrom(), engine.time.now());
    assertThat(creation).isInstanceOf(Creation.Done.class);
    return ((Creation.Done) creation).backfill();
  }

  Backfill now(Backfill before) {
    return backfills().find(Samples.TENANT, before.id()).orElseThrow();
  }

  /** Plans and delivers until nothing is left to do, for the regular stream as well. */
  void deliverAll() {
    deliverAll(engine.engine);
  }

  void deliverAll(ExportEngine by) {
    engine.time.advance(Duration.ofMinutes(5));
    engine.log.barrierAt(engine.time.now().toEpochMilli());
    boolean more = true;
    while (more) {
      more = by.planDue() > 0;
      for (var claim = by.claimNext(); claim.isPresent(); claim = by.claimNext()) {
        assertThat(by.runAttempt(claim.get())).isNotInstanceOf(AttemptOutcome.Failed.class);
        more = true;
      }
    }
  }

  /** One attempt at each job that may run now, whatever comes of it. */
  void runOneAttemptAtEach() {
    for (var claim = engine.engine.claimNext();
        claim.isPresent();
        claim = engine.engine.claimNext()) {
      assertThat(engine.engine.runAttempt(claim.get())).isNotNull();
    }
  }

  /** Content by key below a prefix. */
  Map<String, String> objects(String prefix) {
    return engine.objects(place(prefix));
  }

  Location place(String prefix) {
    return engine.location.below(new StoragePath(prefix));
  }

  /** How often each event's line is there. */
  Map<String, Integer> lines(String prefix) {
    Map<String, Integer> lines = new TreeMap<>();
    objects(prefix)
        .values()
        .forEach(content -> content.lines().forEach(line -> lines.merge(line, 1, Integer::sum)));
    return lines;
  }
}
