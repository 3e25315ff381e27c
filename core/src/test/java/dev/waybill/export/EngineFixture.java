package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.event.EventTimes;
import dev.waybill.export.StandInLog.Event;
import dev.waybill.fault.Failure;
import dev.waybill.format.Encoders;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.manifest.InMemorySigningKeys;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/** An engine over doubles, driven step by step, with one export of one tenant to begin with. */
final class EngineFixture {
  static final EngineSettings SMALL =
      new EngineSettings(
          2,
          1,
          1 << 20,
          1000,
          100_000,
          24,
          1024,
          1 << 20,
          Duration.ofMinutes(2),
          Duration.ofSeconds(30));

  final SettableTime time = new SettableTime(Samples.NOW);
  final StandInLog log = new StandInLog();
  final InMemoryExportLedger ledger = new InMemoryExportLedger();
  final InMemoryRedeliveries redeliveries = new InMemoryRedeliveries(ledger);
  final FailingObjectStores stores = new FailingObjectStores();
  final InMemorySigningKeys keys = new InMemorySigningKeys();
  final RecordingListener listener = new RecordingListener();
  final Location location = Samples.location("archive");
  final StorageIntegration integration = Samples.integration(Samples.TENANT, location);
  final ExportConfiguration configuration;
  private final Map<String, Event> appended = new TreeMap<>();
  private final Map<String, Long> received = new TreeMap<>();
  ExportEngine engine;

  EngineFixture() {
    this(SMALL, OutputSettings.DEFAULT);
  }

  EngineFixture(EngineSettings settings, OutputSettings output) {
    ledger.add(integration, Samples.CREDENTIALS);
    configuration = add(integration, output);
    engine = engine(settings, ledger);
  }

  ExportConfiguration add(StorageIntegration to, OutputSettings output) {
    ExportConfiguration added = Samples.configuration(to, Interval.EVERY_HOUR, output);
    ledger.add(added, Samples.stream(added), Samples.NOW);
    return added;
  }

  ExportEngine engine(EngineSettings settings, ExportLedger over) {
    return engine(settings, over, listener);
  }

  ExportEngine engine(EngineSettings settings, ExportLedger over, EngineListener hears) {
    return engine(settings, over, redeliveries, hears);
  }

  ExportEngine engine(
      EngineSettings settings, ExportLedger over, RedeliveryLedger again, EngineListener hears) {
    return new ExportEngine(
        log,
        over,
        again,
        stores,
        keys,
        time,
        UUID::randomUUID,
        new Random(1),
        Encoders.portable(),
        settings,
        hears);
  }

  /** A process lives until the first job is delivered, or until its crash. */
  boolean crashesBeforeDelivery(EngineSettings settings, Steps steps) {
    ledger.endLeases(time.now());
    ExportEngine process = engine(settings, steps.around(ledger));
    try {
      while (stream().nextSequence() < 2) {
        time.advance(Duration.ofMinutes(5));
        log.barrierAt(time.now().toEpochMilli());
        process.planDue();
        process.claimNext().ifPresent(process::runAttempt);
      }
      return false;
    } catch (Steps.Crash e) {
      return true;
    }
  }

  /** Hears everything, keeps it. */
  static final class RecordingListener implements EngineListener {
    final List<Failure> failures = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    final List<Throwable> defects = new ArrayList<>();
    final List<String> ofTheLog = new ArrayList<>();

    @Override
    public void delivered(Attempt attempt, Delivery delivery) {
      deliveries.add(delivery);
    }

    @Override
    public void failed(Attempt attempt, Failure failure) {
      failures.add(failure);
    }

    @Override
    public void logUnavailable(String reason) {
      ofTheLog.add("unavailable: " + reason);
    }

    @Override
    public void logAvailable() {
      ofTheLog.add("available");
    }

    @Override
    public void defect(String doing, Throwable cause) {
      if (cause instanceof Steps.Crash crash) {
        throw crash; // nobody is left to go on
      }
      defects.add(cause);
    }
  }

  Event event(EventKind kind, String eventTime) {
    return event(kind, Instant.parse(eventTime).toEpochMilli());
  }

  Event event(EventKind kind, long eventTime) {
    String id = String.format("event-%06d", appended.size());
    Event event = new Event(kind, eventTime, "", id);
    appended.put(id, event);
    return event;
  }

  void append(String receivedTime, Event... events) {
    append(Instant.parse(receivedTime).toEpochMilli(), events);
  }

  void append(long receivedTime, Event... events) {
    append(Samples.TENANT, receivedTime, events);
  }

  void append(TenantId tenant, long receivedTime, Event... events) {
    for (Event event : events) {
      received.put(event.id(), receivedTime);
    }
    log.append(tenant, receivedTime, List.of(events));
  }

  /**
   * Events of all kinds over some hours in no order, a hundredth of them absurd, in small blocks.
   */
  void appendVaried(int events, int hours, long seed) {
    Random random = new Random(seed);
    long end = Samples.NOW.toEpochMilli() - 10_000;
    EventKind[] kinds = EventKind.values();
    int left = events;
    while (left > 0) {
      Event[] block = new Event[Math.min(left, 1 + random.nextInt(20))];
      for (int i = 0; i < block.length; i++) {
        long eventTime = random.nextInt(100) == 0 ? 5 : end - random.nextLong(hours * 3_600_000L);
        block[i] = event(kinds[random.nextInt(kinds.length)], eventTime);
      }
      append(end - left, block);
      left -= block.length;
    }
  }

  ExportJob plan() {
    time.advance(Duration.ofMinutes(5));
    log.barrierAt(time.now().toEpochMilli());
    assertThat(engine.planDue()).isEqualTo(1);
    return job();
  }

  ExportJob job() {
    return ledger.jobs().getLast();
  }

  AttemptOutcome attempt() {
    return engine.runAttempt(engine.claimNext().orElseThrow());
  }

  Delivery deliver() {
    AttemptOutcome outcome = attempt();
    assertThat(outcome).isInstanceOf(AttemptOutcome.Delivered.class);
    return ((AttemptOutcome.Delivered) outcome).delivery();
  }

  Stream stream() {
    return ledger.plannable(configuration.id()).orElseThrow().stream();
  }

  /** Waits until the failed job may be attempted again. */
  void waitForRetry() {
    time.advance(Duration.between(time.now(), job().nextAttemptAt()));
  }

  /** Content of what holds events by key, as a reader sees it. */
  Map<String, String> objects(Location at) {
    return contents(at, key -> !key.startsWith(ManifestNames.ROOT));
  }

  /** Keys, origin records and manifests by key. */
  Map<String, String> documents(Location at) {
    return contents(at, key -> key.startsWith(ManifestNames.ROOT));
  }

  private Map<String, String> contents(Location at, Predicate<String> which) {
    Map<String, String> contents = new TreeMap<>();
    stores
        .below
        .at(at)
        .objects()
        .forEach(
            (key, bytes) -> {
              if (which.test(key.value())) {
                contents.put(key.value(), text(key.value(), bytes));
              }
            });
    return contents;
  }

  Map<String, String> objects() {
    return objects(location);
  }

  private static String text(String name, byte[] bytes) {
    return new String(Stored.content(name, bytes), StandardCharsets.UTF_8);
  }

  /** The stream of the first export at a place, as its documents tell of it. */
  Proof proof(Location at) {
    return new Proof(stores.below.at(at), new StreamId(configuration.id().value()));
  }

  /** Every appended event is in the storage once, in the folder of its kind and hour. */
  void assertDeliveredExactlyOnce() {
    List<String> expected = new ArrayList<>();
    appended.forEach(
        (id, event) -> expected.add(expectedPlace(event) + event.line(receivedAt(id))));
    assertThat(places(objects())).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(stores.openNow()).as("uploads left open").isZero();
  }

  private long receivedAt(String id) {
    return Optional.ofNullable(received.get(id)).orElseThrow();
  }

  private String expectedPlace(Event event) {
    Instant hour =
        Instant.ofEpochMilli(EventTimes.partitionTime(event.eventTime(), receivedAt(event.id())));
    String text = hour.toString();
    return "events/kind="
        + event.kind()
        + "/dt="
        + text.substring(0, 10)
        + "/hour="
        + text.substring(11, 13)
        + " ";
  }

  private static List<String> places(Map<String, String> objects) {
    List<String> places = new ArrayList<>();
    objects.forEach(
        (key, content) ->
            content
                .lines()
                .forEach(line -> places.add(key.substring(0, key.lastIndexOf('/')) + " " + line)));
    return places;
  }
}
