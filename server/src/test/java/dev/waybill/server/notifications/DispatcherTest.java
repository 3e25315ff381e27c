package dev.waybill.server.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.server.notifications.Sender.Outcome;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId GLOBEX = new TenantId("globex");
  private static final Outcome TAKEN = new Outcome.Taken();
  private static final Outcome LATER = new Outcome.Later("it is down");

  private final SettableTime time = new SettableTime();
  private final InMemoryNotificationOutbox outbox = new InMemoryNotificationOutbox();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Deque<Runnable> begun = new ArrayDeque<>();
  private final List<Waiting> sent = new ArrayList<>();
  private Function<Waiting, Outcome> answer = _ -> TAKEN;
  private final Dispatcher dispatcher =
      new Dispatcher(
          Channel.WEBHOOK,
          outbox,
          this::send,
          RetrySchedule.WEBHOOK,
          new Dispatcher.Limits(3, 2),
          begun::add,
          time,
          new Random(1),
          new NotificationMetrics(registry, outbox, time));

  @Test
  void sendsWhatWaitsOnceEach() {
    add(ACME, "one");
    add(ACME, "one");
    add(GLOBEX, "two");

    dispatcher.round();
    finishAll();

    assertThat(sent).hasSize(3).doesNotHaveDuplicates();
    assertThat(outbox.size()).isZero();
    assertThat(count("taken")).isEqualTo(3);
  }

  @Test
  void sendsOneAtATimeToAReceiver() {
    add(ACME, "one");
    add(ACME, "one");
    add(GLOBEX, "one"); // such as the mailbox of somebody who looks after both

    dispatcher.round();
    dispatcher.round();

    assertThat(begun).hasSize(1);
  }

  @Test
  void aTenantWithSlowReceiversLeavesRoomForTheOthers() {
    for (String receiver : List.of("a", "b", "c", "d", "e")) {
      add(ACME, receiver);
    }
    time.advance(Duration.ofMillis(1));
    add(GLOBEX, "ours");

    dispatcher.round();
    finishLast();

    assertThat(sent).extracting(Waiting::tenant).containsExactly(GLOBEX);
  }

  @Test
  void aTenantWithManyRecipientsLeavesRoomForTheOthers() {
    for (int recipient = 0; recipient < 20; recipient++) {
      add(ACME, "r" + recipient);
    }
    time.advance(Duration.ofMillis(1));
    add(GLOBEX, "ours");

    dispatcher.round();
    finishLast();

    assertThat(sent).extracting(Waiting::tenant).containsExactly(GLOBEX);
  }

  @Test
  void leavesAloneWhatFailsHoweverManyAreDownAndSendsToTheOthers() {
    answer = waiting -> waiting.tenant().equals(GLOBEX) ? TAKEN : LATER;
    for (int down = 0; down < FailingReceivers.MOST_NAMED + 5; down++) {
      add(new TenantId("t" + down), "r" + down);
      add(new TenantId("t" + down), "r" + down);
    }
    sendWhatIsDue();
    add(GLOBEX, "ours");
    sendWhatIsDue();

    assertThat(sent)
        .extracting(Waiting::receiver)
        .hasSize(FailingReceivers.MOST_NAMED + 6)
        .doesNotHaveDuplicates()
        .endsWith("ours");
  }

  @Test
  void beginsNoMoreThanItMay() {
    for (int tenant = 0; tenant < 9; tenant++) {
      add(new TenantId("t" + tenant), "r" + tenant);
    }

    dispatcher.round();

    assertThat(begun).hasSize(3);
  }

  @Test
  void sendsAgainWhatWasNotTakenLaterEachTime() {
    answer = _ -> LATER;
    add(ACME, "one");
    List<Duration> pauses = new ArrayList<>();

    for (int attempt = 1; attempt <= 4; attempt++) {
      Instant before = time.now();
      while (sent.size() < attempt) {
        time.advance(Duration.ofSeconds(1));
        dispatcher.round();
        finishAll();
      }
      pauses.add(Duration.between(before, time.now()));
    }

    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
    assertThat(pauses.get(2)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(pauses.get(3)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(34));
    assertThat(sent).extracting(Waiting::id).containsOnly(sent.getFirst().id());
    assertThat(count("failed")).isEqualTo(4);
  }

  @Test
  void givesUpAfterThreeDaysAndNotBefore() {
    answer = _ -> LATER;
    add(ACME, "one");
    Instant recorded = time.now();

    Instant last = recorded;
    while (outbox.size() > 0) {
      last = time.now();
      dispatcher.round();
      finishAll();
      time.advance(Duration.ofMinutes(1));
    }

    assertThat(Duration.between(recorded, last))
        .isBetween(Duration.ofDays(3), Duration.ofDays(3).plusHours(12));
    assertThat(count("given_up")).isEqualTo(1);
  }

  @Test
  void givesUpAtOnceWhatIsNeverTaken() {
    answer = _ -> new Outcome.Refused("no such mailbox");
    add(ACME, "one");

    dispatcher.round();
    finishAll();

    assertThat(outbox.size()).isZero();
    assertThat(count("given_up")).isEqualTo(1);
  }

  @Test
  void leavesAReceiverAloneThatFailsWhateverElseWaitsForIt() {
    answer = _ -> LATER;
    for (int i = 0; i < 1000; i++) {
      add(ACME, "down");
    }

    Instant end = time.now().plus(Duration.ofHours(1));
    while (time.now().isBefore(end)) {
      dispatcher.round();
      finishAll();
      time.advance(Duration.ofSeconds(1));
    }

    assertThat(sent).hasSizeBetween(12, 24);
  }

  @Test
  void goesOnWithTheOthersWhenOneIsNotTaken() {
    UUID poison = add(ACME, "one").id();
    add(ACME, "one");
    add(ACME, "one");
    answer = each -> each.id().equals(poison) ? LATER : TAKEN;

    for (int second = 0; second < 5; second++) {
      dispatcher.round();
      finishAll();
      time.advance(Duration.ofSeconds(1));
    }

    assertThat(outbox.size()).isEqualTo(1);
  }

  @Test
  void aDefectOfTheSenderEndsNothing() {
    answer =
        _ -> {
          throw new IllegalStateException("a defect");
        };
    add(ACME, "one");
    dispatcher.round();
    finishAll();
    answer = _ -> TAKEN;

    time.advance(Duration.ofSeconds(10));
    dispatcher.round();
    finishAll();

    assertThat(outbox.size()).isZero();
  }

  @Test
  void sendsWithTheSameIdWhatACrashLeft() {
    Waiting left = add(ACME, "one");
    sent.add(left); // and then the process ended, before the row was removed

    dispatcher.round();
    finishAll();

    assertThat(sent).extracting(Waiting::id).containsExactly(left.id(), left.id());
  }

  @Test
  void beginsNothingAfterItsEnd() {
    add(ACME, "one");
    dispatcher.close();

    dispatcher.round();

    assertThat(begun).isEmpty();
  }

  @Test
  void tellsForHowLongTheOldestHasWaited() {
    add(ACME, "one");
    time.advance(Duration.ofSeconds(90));

    assertThat(
            registry
                .get("waybill.notifications.oldest.seconds")
                .tag("channel", "webhook")
                .gauge()
                .value())
        .isEqualTo(90);
  }

  private Outcome send(Waiting waiting) {
    sent.add(waiting);
    return answer.apply(waiting);
  }

  private void sendWhatIsDue() {
    dispatcher.round();
    while (!begun.isEmpty()) {
      finishAll();
      dispatcher.round();
    }
  }

  private void finishAll() {
    while (!begun.isEmpty()) {
      begun.removeFirst().run();
    }
  }

  /** Lets all others take their time. */
  private void finishLast() {
    begun.removeLast().run();
  }

  private double count(String outcome) {
    return registry
        .get("waybill.notifications")
        .tag("channel", "webhook")
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  private Waiting add(TenantId tenant, String receiver) {
    Waiting waiting =
        new Waiting(
            UUID.randomUUID(),
            tenant,
            Channel.WEBHOOK,
            receiver,
            NotificationType.DELIVERY_FAILING,
            "{}",
            0,
            time.now());
    outbox.add(waiting);
    return waiting;
  }
}
