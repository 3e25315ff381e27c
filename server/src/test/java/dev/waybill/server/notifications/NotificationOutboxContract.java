package dev.waybill.server.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.server.notifications.NotificationOutbox.Queue;
import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every outbox of notifications does. */
public abstract class NotificationOutboxContract {
  protected static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  protected static final TenantId ACME = new TenantId("acme");
  protected static final TenantId GLOBEX = new TenantId("globex");

  protected abstract NotificationOutbox outbox();

  /** Puts one in, as its transaction does; the tenants are there. */
  protected abstract void add(Waiting waiting);

  @Test
  void givesOfEachReceiverTheOneThatWaitsLongest() {
    Waiting second = mail(ACME, "a@acme.example", 2);
    Waiting first = mail(ACME, "a@acme.example", 1);
    Waiting other = mail(ACME, "b@acme.example", 3);

    assertThat(due(Set.of(), 9)).containsExactly(first, other);

    outbox().remove(first.id());
    assertThat(due(Set.of(), 9)).containsExactly(second, other);
  }

  @Test
  void keepsTenantsWithTheSameReceiverApart() {
    Waiting ours = mail(ACME, "msp@example.com", 1);
    Waiting theirs = mail(GLOBEX, "msp@example.com", 2);

    assertThat(due(Set.of(), 9)).containsExactly(ours, theirs);
  }

  @Test
  void leavesReceiversOutThatGetNothingNow() {
    mail(ACME, "slow@acme.example", 1);
    mail(ACME, "down@acme.example", 2);
    Waiting last = mail(ACME, "c@acme.example", 3);

    assertThat(due(Set.of("slow@acme.example", "down@acme.example"), 9)).containsExactly(last);
  }

  @Test
  void leavesTenantsOutThatHaveEnoughUnderWayHoweverMuchWaitsForThem() {
    for (int recipient = 0; recipient < 20; recipient++) {
      mail(ACME, "r" + recipient + "@acme.example", recipient);
    }
    Waiting theirs = mail(GLOBEX, "it@globex.example", 30);

    assertThat(outbox().due(Channel.MAIL, NOW, Set.of(), Set.of(ACME), 3)).containsExactly(theirs);
    assertThat(outbox().due(Channel.MAIL, NOW, Set.of(), Set.of(ACME, GLOBEX), 3)).isEmpty();
  }

  @Test
  void givesNoMoreThanAskedForAndTheOldestFirst() {
    mail(ACME, "c@acme.example", 3);
    Waiting first = mail(ACME, "a@acme.example", 1);
    Waiting second = mail(ACME, "b@acme.example", 2);

    assertThat(due(Set.of(), 2)).containsExactly(first, second);
  }

  @Test
  void givesNothingOfAnotherChannelNorBeforeItsTime() {
    Waiting mail = mail(ACME, "a@acme.example", 1);

    assertThat(outbox().due(Channel.WEBHOOK, NOW, Set.of(), Set.of(), 9)).isEmpty();
    assertThat(outbox().due(Channel.MAIL, mail.createdAt().minusMillis(1), Set.of(), Set.of(), 9))
        .isEmpty();
  }

  @Test
  void givesAgainWhatFailedWhenItsTimeHasComeAndLetsTheNextBeforeIt() {
    Waiting failed = mail(ACME, "a@acme.example", 1);
    Waiting next = mail(ACME, "a@acme.example", 2);

    outbox().retry(failed.id(), NOW.plusSeconds(60));

    assertThat(due(Set.of(), 9)).containsExactly(next);
    assertThat(outbox().due(Channel.MAIL, NOW.plusSeconds(60), Set.of(), Set.of(), 9))
        .extracting(Waiting::id, Waiting::attempts)
        .containsExactly(tuple(failed.id(), 1));
  }

  @Test
  void doesNothingWithWhatIsGone() {
    Waiting mail = mail(ACME, "a@acme.example", 1);
    outbox().remove(mail.id());

    outbox().remove(mail.id());
    outbox().retry(mail.id(), NOW);

    assertThat(due(Set.of(), 9)).isEmpty();
  }

  @Test
  void saysSinceWhenTheOldestWaits() {
    assertThat(outbox().oldest(Channel.MAIL, NOW)).isEqualTo(NOW);
    mail(ACME, "b@acme.example", 5);
    Waiting first = mail(ACME, "a@acme.example", 1);

    assertThat(outbox().oldest(Channel.MAIL, NOW)).isEqualTo(first.createdAt());
    assertThat(outbox().oldest(Channel.WEBHOOK, NOW)).isEqualTo(NOW);
  }

  @Test
  void tellsWhatWaitsForEachReceiverOfATenant() {
    Waiting failed = mail(ACME, "a@acme.example", 1);
    Waiting fresh = mail(ACME, "a@acme.example", 2);
    Waiting other = mail(ACME, "b@acme.example", 3);
    mail(GLOBEX, "a@acme.example", 4);
    outbox().retry(failed.id(), NOW.plusSeconds(60));

    assertThat(outbox().queues(ACME))
        .containsExactlyInAnyOrder(
            new Queue(
                Channel.MAIL,
                "a@acme.example",
                2,
                Optional.of(failed.createdAt()),
                fresh.createdAt()),
            new Queue(Channel.MAIL, "b@acme.example", 1, Optional.empty(), other.createdAt()));

    outbox().remove(fresh.id());
    outbox().remove(other.id());
    assertThat(outbox().queues(ACME))
        .containsExactly(
            new Queue(
                Channel.MAIL,
                "a@acme.example",
                1,
                Optional.of(failed.createdAt()),
                NOW.plusSeconds(60)));
    outbox().remove(failed.id());
    assertThat(outbox().queues(ACME)).isEmpty();
  }

  @Test
  void forgetsAChannel() {
    mail(ACME, "a@acme.example", 1);

    outbox().removeAll(Channel.WEBHOOK);
    assertThat(due(Set.of(), 9)).hasSize(1);

    outbox().removeAll(Channel.MAIL);
    assertThat(due(Set.of(), 9)).isEmpty();
  }

  private List<Waiting> due(Set<String> except, int limit) {
    return outbox().due(Channel.MAIL, NOW, except, Set.of(), limit);
  }

  /** Recorded that many seconds after the first of all. */
  private Waiting mail(TenantId tenant, String address, int second) {
    Waiting waiting =
        new Waiting(
            UUID.randomUUID(),
            tenant,
            Channel.MAIL,
            address,
            NotificationType.DELIVERY_FAILING,
            "{}",
            0,
            NOW.minusSeconds(60).plusSeconds(second));
    add(waiting);
    return waiting;
  }
}
