package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.DeliveredHour;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.Leftovers;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.log.Position;
import dev.waybill.storage.ObjectKey;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveredHoursTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant HOUR = Samples.NOW.truncatedTo(ChronoUnit.HOURS);
  private static final Instant NEXT = HOUR.plus(Duration.ofHours(1));
  private static final Instant END = HOUR.plus(Duration.ofDays(1));
  private static final long STORED = Samples.object("events/a").storedBytes();

  private final Tables tables;
  private final ExportConfiguration export;

  DeliveredHoursTest(@TempDir Path folder) {
    tables = new Tables(folder);
    export = tables.create(ACME, "first");
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void countsEventsAndStoredBytesInTheHourOfTheCommit() {
    deliver(export, HOUR, 7, "events/a", "events/b");
    deliver(export, NEXT.minusNanos(1_000), 3, "events/c");
    deliver(export, NEXT, 5, "events/d");

    assertThat(hours(export, HOUR, END))
        .containsExactly(
            new DeliveredHour(HOUR, 10, 3 * STORED), new DeliveredHour(NEXT, 5, STORED));
    assertThat(hours(export, HOUR, NEXT)).extracting(DeliveredHour::hour).containsExactly(HOUR);
    assertThat(hours(export, HOUR.plusMillis(1), END))
        .extracting(DeliveredHour::hour)
        .containsExactly(NEXT);
  }

  @Test
  void countsNothingWhereNothingWasDelivered() {
    deliver(export, HOUR, 0);

    assertThat(hours(export, HOUR, END)).isEmpty();
    assertThat(tables.count("delivered_hours")).isZero();
  }

  @Test
  void countsWhatLiesAtThePlaceOfTheCommitOnly() {
    Attempt first = start(plan(export));
    tables.ledger.recordObject(first, Samples.object("events/a"));
    tables.ledger.release(first, Leftovers.POSSIBLE, HOUR);
    tables.move(ACME, export.integration(), Samples.location("second"));

    Attempt second = start(first.job());
    tables.ledger.recordObject(second, Samples.object("events/a"));
    commit(second, HOUR, 4, "events/a");

    assertThat(hours(export, HOUR, END)).containsExactly(new DeliveredHour(HOUR, 4, STORED));
  }

  @Test
  void aCommitThatComesTooLateCountsNothing() {
    Attempt late = start(plan(export));
    tables.ledger.recordObject(late, Samples.object("events/a"));
    Samples.seal(tables.ledger, late);
    tables.ledger.release(late, Leftovers.NONE, HOUR);

    assertThat(tables.ledger.commit(late, delivery(4, "events/a"), HOUR)).isFalse();
    assertThat(hours(export, HOUR, END)).isEmpty();
  }

  @Test
  void addsUpTheExportsOfATenantAndNoOthers() {
    ExportConfiguration second = tables.create(ACME, "second");
    ExportConfiguration others = tables.create(OTHER, "third");
    deliver(export, HOUR, 7, "events/a");
    deliver(second, HOUR, 2, "events/b");
    deliver(second, NEXT, 1, "events/c");
    deliver(others, HOUR, 1_000, "events/d");
    tables.configurations.delete(ACME, second.id(), NEXT);

    assertThat(tables.history.deliveredByHour(ACME, HOUR, END))
        .containsExactly(
            new DeliveredHour(HOUR, 9, 2 * STORED), new DeliveredHour(NEXT, 1, STORED));
    assertThat(tables.history.deliveredByHour(ACME, others.id(), HOUR, END)).isEmpty();
    assertThat(hours(others, HOUR, END)).containsExactly(new DeliveredHour(HOUR, 1_000, STORED));
  }

  @Test
  void prunesTheOldestFirstAndAFewAtATime() {
    for (int i = 0; i < 4; i++) {
      deliver(export, HOUR.plus(Duration.ofHours(i)), 1, "events/a" + i);
    }
    Instant last = HOUR.plus(Duration.ofHours(3));

    assertThat(tables.retention.pruneDeliveredHours(last, 2)).isTrue();
    assertThat(hours(export, HOUR, END))
        .extracting(DeliveredHour::hour)
        .containsExactly(HOUR.plus(Duration.ofHours(2)), last);
    assertThat(tables.retention.pruneDeliveredHours(last, 2)).isFalse();
    assertThat(hours(export, HOUR, END)).extracting(DeliveredHour::hour).containsExactly(last);
  }

  private List<DeliveredHour> hours(ExportConfiguration of, Instant from, Instant to) {
    return tables.history.deliveredByHour(of.tenant(), of.id(), from, to);
  }

  private void deliver(ExportConfiguration by, Instant at, long events, String... objects) {
    Attempt attempt = start(plan(by));
    for (String object : objects) {
      assertThat(tables.ledger.recordObject(attempt, Samples.object(object))).isTrue();
    }
    commit(attempt, at, events, objects);
  }

  private ExportJob plan(ExportConfiguration by) {
    Stream stream = tables.configurations.stream(by.tenant(), by.id()).orElseThrow();
    ExportJob job = Samples.job(by, stream);
    assertThat(tables.ledger.plan(job, Samples.NOW, Samples.NOW)).isTrue();
    return job;
  }

  private Attempt start(ExportJob job) {
    Instant now = Samples.NOW;
    Attempt attempt = tables.ledger.claim(job.id(), now, now, now.plusSeconds(60)).orElseThrow();
    assertThat(tables.ledger.start(attempt, Samples.settings(export), Samples.KEY, Position.ZERO))
        .isTrue();
    return attempt;
  }

  private void commit(Attempt attempt, Instant at, long events, String... objects) {
    Samples.seal(tables.ledger, attempt);
    assertThat(tables.ledger.commit(attempt, delivery(events, objects), at)).isTrue();
  }

  private static Delivery delivery(long events, String... objects) {
    return new Delivery(events, 0, 0, List.of(objects).stream().map(ObjectKey::new).toList());
  }
}
