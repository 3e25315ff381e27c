package dev.waybill.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.waybill.log.InMemoryEventLog;
import dev.waybill.log.SeenEvents;
import dev.waybill.server.audit.AuditOutbox.Waiting;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxDrainerTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");

  private final ListedOutbox outbox = new ListedOutbox();
  private final InMemoryEventLog log = new InMemoryEventLog(new SettableTime());
  private final TenantDeletions deletions = new TenantDeletions();
  private final OutboxDrainer drainer = new OutboxDrainer(outbox, log, deletions);

  @Test
  void everythingComesIntoTheLogInOrderAndLeavesTheOutbox() {
    List<UUID> ids =
        IntStream.range(0, 1_234).mapToObj(i -> outbox.add(ACME, "name " + i)).toList();
    UUID other = outbox.add(OTHER, "other");

    assertThat(drainer.drain()).isTrue();

    assertThat(outbox.size()).isZero();
    assertThat(ids(ACME)).isEqualTo(ids);
    assertThat(ids(OTHER)).containsExactly(other);
  }

  @Test
  void aLogThatRefusesLosesNothingAndDoublesNothing() {
    UUID id = outbox.add(ACME, "one");
    log.refuse(Optional.of("the disk is full"));

    assertThat(drainer.drain()).isFalse();
    assertThat(outbox.size()).isEqualTo(1);
    assertThat(ids(ACME)).isEmpty();

    log.refuse(Optional.empty());
    assertThat(drainer.drain()).isTrue();
    assertThat(outbox.size()).isZero();
    assertThat(ids(ACME)).containsExactly(id);
  }

  @Test
  void whatWasAppendedBeforeACrashIsThereOnce() {
    UUID id = outbox.add(ACME, "one");
    outbox.failNextRemoval();
    assertThatIllegalStateException().isThrownBy(drainer::drain);
    assertThat(ids(ACME)).containsExactly(id);
    UUID later = outbox.add(ACME, "two");

    assertThat(new OutboxDrainer(outbox, log, deletions).drain()).isTrue();

    assertThat(ids(ACME)).containsExactly(id, later);
    assertThat(outbox.size()).isZero();
  }

  @Test
  void aSuccessorGetsNothingOfATenantThatIsDeletedMeanwhile() {
    outbox.add(ACME, "gone");
    UUID other = outbox.add(OTHER, "stays");
    outbox.beforeAppend(
        () -> {
          outbox.forget(ACME);
          deletions.add(ACME);
        });

    assertThat(drainer.drain()).isTrue();

    assertThat(ids(ACME)).isEmpty();
    assertThat(ids(OTHER)).containsExactly(other);
  }

  @Test
  void whatCanNeverBeStoredKeepsNothingElseBack() {
    outbox.add(new Waiting(UUID.randomUUID(), ACME, "{\"eventID\":null}"));
    UUID good = outbox.add(ACME, "good");
    String event = outbox.oldest(2).getLast().event();
    outbox.add(new Waiting(UUID.randomUUID(), ACME, event.replace("good", "same id")));

    assertThat(drainer.drain()).isTrue();

    assertThat(outbox.size()).isZero();
    assertThat(ids(ACME)).containsExactly(good);
  }

  @Test
  void aThreadBringsInWhatIsThereAtItsStartAndWhateverComesAfter() {
    var expected = new ArrayList<>(List.of(outbox.add(ACME, "before")));
    try (OutboxThread thread = new OutboxThread(outbox, log, deletions)) {
      thread.start();
      await().until(() -> ids(ACME).equals(expected));

      expected.add(outbox.add(ACME, "after"));
      outbox.tell();
      await().until(() -> ids(ACME).equals(expected));

      expected.add(outbox.add(ACME, "untold"));
    }
    assertThat(ids(ACME)).as("a stop brings in what is left").isEqualTo(expected);
  }

  @Test
  void aThreadStopsThoughTheLogRefuses() {
    outbox.add(ACME, "waits");
    log.refuse(Optional.of("the disk is full"));
    try (OutboxThread thread = new OutboxThread(outbox, log, deletions)) {
      thread.start();
    }
    assertThat(outbox.size()).isEqualTo(1);
  }

  private List<UUID> ids(TenantId tenant) {
    return SeenEvents.all(log, tenant).stream()
        .map(seen -> UUID.fromString(seen.line().substring(12, 48)))
        .toList();
  }
}
