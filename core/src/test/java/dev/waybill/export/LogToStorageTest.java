package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.event.EventKind;
import dev.waybill.event.SampleEvent;
import dev.waybill.format.Encoders;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.log.Position;
import dev.waybill.manifest.InMemorySigningKeys;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.storage.InMemoryObjectStores;
import dev.waybill.storage.ObjectKey;
import dev.waybill.time.SettableTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Over a real log, receipt by receipt: lines, positions and times of receipt fit together. */
class LogToStorageTest {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"eventID\":\"([^\"]+)\".*,\"receivedTime\":(\\d{13}),\"eventKind\":\"[A-Z]+\"}");
  private static final Pattern NAME = Pattern.compile(".*-(\\d{12})-\\d{4}\\.ndjson\\.gz");

  private final SettableTime time = new SettableTime(Samples.NOW);
  private final InMemoryEventLog log = new InMemoryEventLog(time);
  private final InMemoryExportLedger ledger = new InMemoryExportLedger();
  private final InMemoryObjectStores stores = new InMemoryObjectStores();
  private final StorageIntegration integration =
      Samples.integration(Samples.TENANT, Samples.location("archive"));
  private final ExportConfiguration configuration = Samples.configuration(integration);
  private final List<String> acceptedIds = new ArrayList<>();

  @Test
  void everyWindowHoldsWhatWasReceivedInIt() throws IOException {
    ledger.add(integration, Samples.CREDENTIALS);
    ledger.add(configuration, Samples.stream(configuration), Samples.NOW);
    ExportEngine engine =
        new ExportEngine(
            log,
            ledger,
            new InMemoryRedeliveries(ledger),
            stores,
            new InMemorySigningKeys(),
            time,
            UUID::randomUUID,
            new Random(1),
            Encoders.ofThisMachine(),
            EngineFixture.SMALL,
            EngineListener.NONE);
    for (int hour = 0; hour < 6; hour++) {
      accept(hour, 40);
      time.advance(Duration.ofHours(1));
      assertThat(engine.planDue()).isEqualTo(1);
      accept(hour + 100, 10);
      assertThat(engine.runAttempt(engine.claimNext().orElseThrow()))
          .isInstanceOf(AttemptOutcome.Delivered.class);
    }
    assertThat(engine.run(configuration.id())).isPresent();
    assertThat(engine.runAttempt(engine.claimNext().orElseThrow()))
        .isInstanceOf(AttemptOutcome.Delivered.class);

    assertJobsFollowEachOther();
    assertThat(deliveredIds()).containsExactlyInAnyOrderElementsOf(acceptedIds);
  }

  private void accept(int round, int events) {
    List<SampleEvent> batch = new ArrayList<>();
    EventKind[] kinds = EventKind.values();
    for (int i = 0; i < events; i++) {
      batch.add(
          new SampleEvent(Samples.TENANT, round + "-" + i)
              .withKind(kinds[i % kinds.length])
              .withTime(time.now().toEpochMilli() - i * 600_000L));
    }
    assertThat(log.append(EventBatches.of(batch), ConflictPolicy.REJECT_EVENT)).isNotNull();
    batch.forEach(event -> acceptedIds.add(event.id()));
  }

  private void assertJobsFollowEachOther() {
    Position cursor = Position.ZERO;
    long through = Samples.stream(configuration).receivedThrough();
    for (ExportJob job : ledger.jobs()) {
      assertThat(job.range().from()).isEqualTo(cursor);
      assertThat(job.receivedFrom()).isEqualTo(through);
      cursor = job.range().to();
      through = job.receivedThrough();
    }
    assertThat(cursor).isEqualTo(log.end(Samples.TENANT));
  }

  /** On the way it looks whether each line was received in the window of its job. */
  private List<String> deliveredIds() throws IOException {
    List<String> ids = new ArrayList<>();
    for (Map.Entry<ObjectKey, byte[]> object :
        stores.at(integration.location()).objects().entrySet()) {
      if (object.getKey().value().startsWith(ManifestNames.ROOT)) {
        continue;
      }
      ExportJob job = ledger.jobs().get(sequence(object.getKey()) - 1);
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(object.getValue()))) {
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
          Matcher fields = LINE.matcher(line);
          if (fields.matches()) {
            ids.add(fields.group(1));
            assertThat(Long.parseLong(fields.group(2)))
                .isGreaterThan(job.receivedFrom())
                .isLessThanOrEqualTo(job.receivedThrough());
          }
        }
      }
    }
    return ids;
  }

  private static int sequence(ObjectKey key) {
    Matcher name = NAME.matcher(key.value());
    assertThat(name.matches()).isTrue();
    return Integer.parseInt(name.group(1));
  }
}
