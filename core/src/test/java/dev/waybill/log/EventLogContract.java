package dev.waybill.log;

import static dev.waybill.log.ConflictPolicy.REJECT_BATCH;
import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatch;
import dev.waybill.event.EventBatches;
import dev.waybill.event.EventKind;
import dev.waybill.event.SampleEvent;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} must do. Each test starts with an empty log. */
public abstract class EventLogContract extends IncarnationContract {
  private static final int RIVALS = 8;

  @Test
  void showsNothingOfATenantNeverSeen() {
    assertThat(log().start(ACME)).isEqualTo(Position.ZERO);
    assertThat(log().end(ACME)).isEqualTo(Position.ZERO);
    assertThat(log().positionAt(ACME, 0)).isEqualTo(Position.ZERO);
    assertThat(SeenEvents.all(log(), ACME)).isEmpty();
  }

  @Test
  void keepsTheLinesByteForByteWithTheTimeOfReceipt() {
    SampleEvent plain = new SampleEvent(ACME, "a");
    SampleEvent full =
        new SampleEvent(ACME, "b")
            .withKind(EventKind.SYSTEM)
            .withCategory("lockAudit")
            .withTime(1_700_000_000_123L)
            .withContent("more");
    SampleEvent absurd = new SampleEvent(ACME, "c").withKind(EventKind.CUSTOM).withTime(-1);
    long now = time.now().toEpochMilli();

    assertThat(log().append(EventBatches.of(plain, full, absurd), REJECT_EVENT))
        .isEqualTo(appended(3, 0, List.of(), 2));

    assertThat(SeenEvents.all(log(), ACME))
        .containsExactly(
            seen(plain, 0, now, now),
            seen(full, 1, now, 1_700_000_000_123L),
            seen(absurd, 2, now, -1));
  }

  @Test
  void numbersTheEventsOfEachTenantWithoutAGap() {
    log().append(EventBatches.of(ACME, "a", "b"), REJECT_EVENT);
    log().append(EventBatches.of(OTHER, "a"), REJECT_EVENT);
    log().append(EventBatches.of(ACME, "c"), REJECT_EVENT);

    assertThat(positions(ACME)).containsExactly(0L, 1L, 2L);
    assertThat(positions(OTHER)).containsExactly(0L);
    assertThat(log().end(ACME)).isEqualTo(new Position(3));
  }

  @Test
  void takesABatchOfSeveralTenantsAndGivesNoPosition() {
    EventBatch batch =
        EventBatches.of(
            new SampleEvent(ACME, "1"), new SampleEvent(OTHER, "1"), new SampleEvent(ACME, "2"));

    assertThat(log().append(batch, REJECT_EVENT))
        .isEqualTo(new AppendOutcome.Appended(3, 0, List.of(), Optional.empty()));

    assertThat(lines(ACME)).hasSize(2).allMatch(line -> line.contains("\"clientID\":\"acme\""));
    assertThat(lines(OTHER)).hasSize(1).allMatch(line -> line.contains("\"clientID\":\"other\""));
  }

  @Test
  void takesAnEmptyBatch() {
    assertThat(log().append(EventBatches.of(List.of()), REJECT_BATCH))
        .isEqualTo(new AppendOutcome.Appended(0, 0, List.of(), Optional.empty()));
  }

  @Test
  void takesEventsOfTheLargestSize() {
    String large = "x".repeat(1024 * 1024);
    List<SampleEvent> events =
        IntStream.range(0, 3)
            .mapToObj(i -> new SampleEvent(ACME, "large" + i).withContent(large + i))
            .toList();

    log().append(EventBatches.of(events), REJECT_EVENT);

    long now = time.now().toEpochMilli();
    assertThat(lines(ACME))
        .containsExactlyElementsOf(
            events.stream().map(event -> EventBatches.line(event, now)).toList());
  }

  @Test
  void keepsTenantsApartWhoseIdsBeginAlike() {
    TenantId longer = new TenantId("acmeX");
    TenantId longest = new TenantId("acme" + "X".repeat(124));
    log().append(EventBatches.of(longer, "a", "b"), REJECT_EVENT);
    log().append(EventBatches.of(ACME, "a"), REJECT_EVENT);
    log().append(EventBatches.of(longest, "a", "b", "c"), REJECT_EVENT);

    log().delete(longer);

    assertThat(lines(ACME)).hasSize(1);
    assertThat(lines(longer)).isEmpty();
    assertThat(lines(longest)).hasSize(3);
  }

  @Test
  void showsNothingBetweenPositionAndCommit() throws Exception {
    log().append(EventBatches.of(ACME, "first"), REJECT_EVENT);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    beforeCommit(
        () -> {
          reached.countDown();
          awaitUninterrupted(released);
        });

    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<AppendOutcome> held =
          threads.submit(() -> log().append(EventBatches.of(ACME, "held"), REJECT_EVENT));
      reached.await();
      assertThat(log().end(ACME)).isEqualTo(new Position(1));
      assertThat(positions(ACME)).containsExactly(0L);
      assertThat(held.isDone()).isFalse();
      Future<AppendOutcome> again =
          threads.submit(() -> log().append(EventBatches.of(ACME, "held"), REJECT_EVENT));
      assertThat(again.isDone()).isFalse();

      released.countDown();

      assertThat(held.get()).isEqualTo(appended(1, 0, List.of(), 1));
      assertThat(again.get())
          .isEqualTo(new AppendOutcome.Appended(0, 1, List.of(), Optional.empty()));
    }
    assertThat(log().end(ACME)).isEqualTo(new Position(2));
    assertThat(positions(ACME)).containsExactly(0L, 1L);
  }

  @Test
  void countsAnEventSentAgainAsDuplicate() {
    log().append(EventBatches.of(ACME, "a", "b"), REJECT_EVENT);

    assertThat(log().append(EventBatches.of(ACME, "b", "c", "a"), REJECT_BATCH))
        .isEqualTo(appended(1, 2, List.of(), 2));

    assertThat(log().end(ACME)).isEqualTo(new Position(3));
  }

  @Test
  void findsDuplicatesAndConflictsInsideOneBatch() {
    SampleEvent event = new SampleEvent(ACME, "a");

    assertThat(
            log()
                .append(
                    EventBatches.of(event, event, event.withContent("else"), event), REJECT_EVENT))
        .isEqualTo(appended(1, 2, List.of(2), 0));

    assertThat(lines(ACME)).hasSize(1);
  }

  @Test
  void leavesOutAloneAnEventWhoseIdHasOtherContent() {
    log().append(EventBatches.of(ACME, "a"), REJECT_EVENT);
    EventBatch batch =
        EventBatches.of(
            new SampleEvent(ACME, "b"),
            new SampleEvent(ACME, "a").withContent("else"),
            new SampleEvent(ACME, "c"));

    assertThat(log().append(batch, REJECT_EVENT)).isEqualTo(appended(2, 0, List.of(1), 2));

    assertThat(positions(ACME)).containsExactly(0L, 1L, 2L);
    assertThat(lines(ACME)).noneMatch(line -> line.contains("else"));
  }

  @Test
  void takesNothingOfABatchWithAConflictIfToldSo() {
    log().append(EventBatches.of(ACME, "a"), REJECT_EVENT);
    EventBatch batch =
        EventBatches.of(new SampleEvent(ACME, "b"), new SampleEvent(ACME, "a").withContent("else"));

    assertThat(log().append(batch, REJECT_BATCH))
        .isEqualTo(new AppendOutcome.Appended(0, 0, List.of(1), Optional.empty()));

    assertThat(log().end(ACME)).isEqualTo(new Position(1));
    assertThat(log().append(EventBatches.of(ACME, "b"), REJECT_BATCH))
        .isEqualTo(appended(1, 0, List.of(), 1));
  }

  @Test
  void letsTwoTenantsUseTheSameId() {
    log().append(EventBatches.of(ACME, "1"), REJECT_EVENT);

    assertThat(
            log()
                .append(
                    EventBatches.of(new SampleEvent(OTHER, "1").withContent("else")), REJECT_BATCH))
        .isEqualTo(appended(1, 0, List.of(), 0));
  }

  @Test
  void remembersGeneratedIds() {
    log().append(EventBatches.of(new SampleEvent(ACME, "g").withGeneratedId()), REJECT_EVENT);

    assertThat(log().append(EventBatches.of(ACME, "g"), REJECT_EVENT))
        .isEqualTo(new AppendOutcome.Appended(0, 1, List.of(), Optional.empty()));
  }

  @Test
  void acceptsOneOfManyConcurrentDuplicates() throws Exception {
    CyclicBarrier together = new CyclicBarrier(RIVALS);
    for (int round = 0; round < 20; round++) {
      String id = "rival" + round;
      List<AppendOutcome> outcomes =
          concurrently(
              () -> {
                together.await();
                return log().append(EventBatches.of(ACME, id), REJECT_EVENT);
              });

      assertThat(outcomes)
          .containsOnlyOnce(appended(1, 0, List.of(), round))
          .filteredOn(new AppendOutcome.Appended(0, 1, List.of(), Optional.empty())::equals)
          .hasSize(RIVALS - 1);
    }
    assertThat(positions(ACME)).hasSize(20);
  }

  @Test
  void keepsOrderAndDensityUnderConcurrentAppends() throws Exception {
    concurrently(
        () -> {
          String sender = Thread.currentThread().getName();
          for (int i = 0; i < 50; i++) {
            time.advance(Duration.ofMillis(1));
            log()
                .append(
                    EventBatches.of(
                        new SampleEvent(ACME, sender + i), new SampleEvent(OTHER, sender + i)),
                    REJECT_EVENT);
          }
          return true;
        });

    for (TenantId tenant : List.of(ACME, OTHER)) {
      List<SeenEvents.Seen> seen = SeenEvents.all(log(), tenant);
      assertThat(seen.stream().map(s -> s.position().value()))
          .containsExactlyElementsOf(
              IntStream.range(0, 50 * RIVALS).mapToObj(i -> (long) i).toList());
      assertThat(seen.stream().map(SeenEvents.Seen::receivedTime).toList()).isSorted();
    }
  }

  @Test
  void neverLetsTheTimeOfReceiptDecrease() {
    Instant start = time.now();
    log().append(EventBatches.of(ACME, "a"), REJECT_EVENT);
    time.setWall(start.minusSeconds(30));
    log().append(EventBatches.of(ACME, "b"), REJECT_EVENT);
    time.advance(Duration.ofSeconds(31));
    log().append(EventBatches.of(ACME, "c"), REJECT_EVENT);

    long at = start.toEpochMilli();
    assertThat(SeenEvents.all(log(), ACME).stream().map(SeenEvents.Seen::receivedTime))
        .containsExactly(at, at, at + 1000);
  }

  @Test
  void stampsWhatComesAfterABarrierStrictlyLater() {
    log().append(EventBatches.of(ACME, "a"), REJECT_EVENT);
    Barrier barrier = log().barrier(ACME);
    log().append(EventBatches.of(ACME, "b"), REJECT_EVENT);

    assertThat(barrier).isEqualTo(new Barrier(new Position(1), time.now().toEpochMilli()));
    assertThat(SeenEvents.all(log(), ACME).getLast().receivedTime())
        .isGreaterThan(barrier.receivedTime());
    assertThat(log().barrier(OTHER).receivedTime()).isGreaterThan(barrier.receivedTime());
    assertThat(log().barrier(OTHER).position()).isEqualTo(Position.ZERO);
  }

  @Test
  void keepsABarrierAcrossARestart() {
    Barrier barrier = log().barrier(ACME);

    EventLog again = reopened();
    again.append(EventBatches.of(ACME, "b"), REJECT_EVENT);

    assertThat(SeenEvents.all(again, ACME).getLast().receivedTime())
        .isGreaterThan(barrier.receivedTime());
  }

  @Test
  void keepsEverythingAcrossARestart() {
    log().append(EventBatches.of(ACME, "a", "b", "c"), REJECT_EVENT);
    log().append(EventBatches.of(OTHER, "a"), REJECT_EVENT);
    log().trim(ACME, new Position(1));
    List<SeenEvents.Seen> before = SeenEvents.all(log(), ACME);

    EventLog again = reopened();

    assertThat(SeenEvents.all(again, ACME)).isEqualTo(before).hasSize(2);
    assertThat(again.start(ACME)).isEqualTo(new Position(1));
    assertThat(again.end(ACME)).isEqualTo(new Position(3));
    assertThat(again.append(EventBatches.of(ACME, "b", "d"), REJECT_EVENT))
        .isEqualTo(appended(1, 1, List.of(), 3));
  }

  @Test
  void findsThePositionOfATimeOfReceipt() {
    long first = time.now().toEpochMilli();
    for (int i = 0; i < 10; i++) {
      log().append(EventBatches.of(ACME, "a" + i, "b" + i), REJECT_EVENT);
      time.advance(Duration.ofSeconds(10));
    }

    assertThat(log().positionAt(ACME, Long.MIN_VALUE)).isEqualTo(Position.ZERO);
    assertThat(log().positionAt(ACME, first)).isEqualTo(Position.ZERO);
    for (int i = 1; i < 10; i++) {
      Position expected = new Position(2L * i);
      assertThat(log().positionAt(ACME, first + 10_000L * i - 1)).isEqualTo(expected);
      assertThat(log().positionAt(ACME, first + 10_000L * i)).isEqualTo(expected);
    }
    assertThat(log().positionAt(ACME, first + 90_001)).isEqualTo(log().end(ACME));
    assertThat(log().positionAt(ACME, Long.MAX_VALUE)).isEqualTo(log().end(ACME));

    log().trim(ACME, new Position(5));
    assertThat(log().positionAt(ACME, first)).isEqualTo(new Position(5));
    assertThat(log().positionAt(ACME, first + 25_000)).isEqualTo(new Position(6));
  }

  @Test
  void scansSeveralRangesClippedToTheirEnds() {
    log().append(EventBatches.of(ACME, "a", "b", "c", "d"), REJECT_EVENT);
    log().append(EventBatches.of(ACME, "e", "f"), REJECT_EVENT);
    log().append(EventBatches.of(OTHER, "x", "y"), REJECT_EVENT);

    assertThat(
            SeenEvents.in(log(), range(ACME, 1, 5), range(OTHER, 1, 99), range(ACME, 2, 2)).stream()
                .map(seen -> seen.tenant() + "@" + seen.position().value()))
        .containsExactly("acme@1", "acme@2", "acme@3", "acme@4", "other@1");
    assertThat(SeenEvents.in(log(), range(ACME, 2, 3)).getFirst().line()).contains("\"c\"");
  }

  @Test
  void readsNoLinesThatAreNotWantedAndStopsWhenDone() {
    for (int i = 0; i < 5; i++) {
      log().append(EventBatches.of(ACME, "a" + i), REJECT_EVENT);
    }
    List<Long> asked = new ArrayList<>();
    List<Long> visited = new ArrayList<>();
    BlockVisitor visitor =
        new BlockVisitor() {
          @Override
          public boolean wants(BlockIndex index) {
            asked.add(index.first().value());
            return index.first().value() % 2 == 1;
          }

          @Override
          public void visit(EventBlock block) {
            assertThat(asked).endsWith(block.index().first().value());
            visited.add(block.index().first().value());
          }

          @Override
          public boolean done() {
            return asked.size() == 4;
          }
        };

    log().scan(List.of(range(ACME, 0, 5), range(OTHER, 0, 5)), visitor);

    assertThat(asked).containsExactly(0L, 1L, 2L, 3L);
    assertThat(visited).containsExactly(1L, 3L);
  }

  @Test
  void tellsTheTimeByWhichEventsMayBeDeleted() {
    log().append(EventBatches.of(ACME, "a"), REJECT_EVENT);
    assertThat(log().deletionTime()).isEqualTo(new DeletionTime.Known(time.now()));

    time.advance(Duration.ofDays(40));

    assertThat(log().deletionTime()).isEqualTo(new DeletionTime.Known(time.now()));
  }

  @Test
  void trimsInsideABlockAndFreesTheIds() {
    log().append(EventBatches.of(ACME, "a", "b", "c", "d"), REJECT_EVENT);

    log().trim(ACME, new Position(2));

    assertThat(log().start(ACME)).isEqualTo(new Position(2));
    assertThat(positions(ACME)).containsExactly(2L, 3L);
    assertThat(log().append(EventBatches.of(ACME, "a", "c"), REJECT_EVENT))
        .isEqualTo(appended(1, 1, List.of(), 4));

    log().trim(ACME, new Position(3));
    log().trim(ACME, new Position(1));

    assertThat(log().start(ACME)).isEqualTo(new Position(3));
    assertThat(log().append(EventBatches.of(ACME, "a"), REJECT_EVENT))
        .isEqualTo(new AppendOutcome.Appended(0, 1, List.of(), Optional.empty()));
  }

  @Test
  void givesNoPositionTwiceAfterEverythingWasTrimmed() {
    log().append(EventBatches.of(ACME, "a", "b"), REJECT_EVENT);
    log().trim(ACME, new Position(99));
    assertThat(log().start(ACME)).isEqualTo(new Position(2));

    EventLog again = reopened();

    assertThat(again.start(ACME)).isEqualTo(new Position(2));
    assertThat(again.end(ACME)).isEqualTo(new Position(2));
    assertThat(again.append(EventBatches.of(ACME, "a"), REJECT_EVENT))
        .isEqualTo(appended(1, 0, List.of(), 2));
    assertThat(SeenEvents.all(again, ACME)).hasSize(1);
  }

  @Test
  void deletesATenantWithItsPositions() {
    log().append(EventBatches.of(ACME, "a", "b"), REJECT_EVENT);
    log().append(EventBatches.of(OTHER, "a"), REJECT_EVENT);
    log().trim(ACME, new Position(1));

    log().delete(ACME);

    assertThat(log().end(ACME)).isEqualTo(Position.ZERO);
    assertThat(lines(ACME)).isEmpty();
    assertThat(lines(OTHER)).hasSize(1);
    assertThat(log().append(EventBatches.of(ACME, "a"), REJECT_EVENT))
        .isEqualTo(appended(1, 0, List.of(), 0));
    assertThat(lines(ACME)).hasSize(1);
  }

  private static SeenEvents.Seen seen(
      SampleEvent event, long position, long receivedTime, long eventTime) {
    return new SeenEvents.Seen(
        event.tenant(),
        new Position(position),
        receivedTime,
        event.kind(),
        eventTime,
        event.category(),
        EventBatches.line(event, receivedTime));
  }

  private static <T> List<T> concurrently(Callable<T> task) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(RIVALS)) {
      for (Future<T> future :
          IntStream.range(0, RIVALS).mapToObj(i -> threads.submit(task)).toList()) {
        results.add(future.get());
      }
    }
    return results;
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
