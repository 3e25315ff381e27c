package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who gets workers when there is more work than workers. */
class CrewTest {
  private static final EngineSettings SETTINGS = settings(8, 4);

  private final Queue work = new Queue();
  private final Crew crew = new Crew(SETTINGS);
  private final Dispatch dispatch = work.dispatch(crew);

  @Test
  void aTenantWithEndlessWorkKeepsItsShareBusyAndNoMore() {
    work.add(WorkKind.FRESH, "busy", 1000);

    assertThat(dispatch.next(8)).hasSize(4);
    assertThat(dispatch.next(4)).isEmpty();

    work.add(WorkKind.FRESH, "quiet", 1);
    assertThat(tenants(dispatch.next(4))).containsExactly("quiet");
  }

  @Test
  void tenantsThatKeepTheFewestWorkersBusyComeFirstThenWhatWaitsLongest() {
    work.add(WorkKind.FRESH, "a", 3);
    work.add(WorkKind.FRESH, "b", 1);
    work.add(WorkKind.FRESH, "c", 2);

    assertThat(tenants(dispatch.next(8))).containsExactly("a", "b", "c", "a", "c", "a");
  }

  @Test
  void deadBucketsOfManyTenantsLeaveHalfOfTheWorkersToTheOthers() {
    IntStream.range(0, 500).forEach(i -> work.add(WorkKind.RETRY, "dead-" + i, 1));

    assertThat(dispatch.next(8)).hasSize(4);

    IntStream.range(0, 500).forEach(i -> work.add(WorkKind.FRESH, "well-" + i, 1));
    assertThat(tenants(dispatch.next(4))).hasSize(4).allMatch(name -> name.startsWith("well"));
  }

  @Test
  void aTenantsDeadBucketLeavesHalfOfItsWorkersToItsOtherExports() {
    work.add(WorkKind.RETRY, "one", 10);
    assertThat(dispatch.next(8)).hasSize(2);

    work.add(WorkKind.FRESH, "one", 10);
    assertThat(dispatch.next(6)).hasSize(2);
  }

  @Test
  void regularJobsGoFirst() {
    work.add(WorkKind.EXTRA, "x", 1);
    work.add(WorkKind.RETRY, "y", 1);
    work.add(WorkKind.FRESH, "z", 1);

    assertThat(tenants(dispatch.next(2))).containsExactly("z", "y");
  }

  @Test
  void backfillsAndRedeliveriesKeepHalfOfTheWorkersBusyAndOneOfEachTenant() {
    work.add(WorkKind.EXTRA, "same", 10);
    assertThat(dispatch.next(8)).hasSize(1);

    IntStream.range(0, 10).forEach(i -> work.add(WorkKind.EXTRA, "other-" + i, 1));
    assertThat(dispatch.next(7)).hasSize(3);
    assertThat(dispatch.next(4)).isEmpty();
  }

  @Test
  void aWorkerIsLeftForFreshJobsWhateverTheOthersDo() {
    IntStream.range(0, 10).forEach(i -> work.add(WorkKind.RETRY, "dead-" + i, 1));
    IntStream.range(0, 10).forEach(i -> work.add(WorkKind.EXTRA, "extra-" + i, 1));

    assertThat(dispatch.next(8)).hasSize(6);
  }

  @Test
  void aWorkerIsLeftForJobsThatFailedHoweverManyFreshOnesWait() {
    IntStream.range(0, 100).forEach(i -> work.add(WorkKind.FRESH, "behind-" + i, 1));
    assertThat(dispatch.next(8)).hasSize(7);
    assertThat(dispatch.next(1)).isEmpty();

    IntStream.range(0, 10).forEach(i -> work.add(WorkKind.EXTRA, "extra-" + i, 1));
    work.add(WorkKind.RETRY, "failed", 1);

    assertThat(tenants(dispatch.next(1))).containsExactly("failed");
  }

  @Test
  void aWorkerIsLeftForJobsThatFailWhileFreshOnesAndRedeliveriesKeepTheOthersBusy() {
    IntStream.range(0, 6).forEach(i -> work.add(WorkKind.FRESH, "behind-" + i, 1));
    IntStream.range(0, 10).forEach(i -> work.add(WorkKind.EXTRA, "extra-" + i, 1));
    assertThat(dispatch.next(8)).hasSize(7);
    work.add(WorkKind.FRESH, "behind", 1);
    assertThat(dispatch.next(1)).isEmpty();

    work.add(WorkKind.RETRY, "failed", 1);

    assertThat(tenants(dispatch.next(1))).containsExactly("failed");
  }

  @Test
  void evenOneWorkerGetsToEveryKindOfWork() {
    Crew one = new Crew(settings(1, 1));
    for (WorkKind kind : WorkKind.values()) {
      work.add(kind, "t", 1);
      Assignment only = work.dispatch(one).next(1).getFirst();
      assertThat(only.kind()).isEqualTo(kind);
      one.leave(only.work().id());
      work.remove(only);
    }
  }

  @Test
  void nothingIsAssignedTwice() {
    work.add(WorkKind.FRESH, "t", 1);
    assertThat(dispatch.next(8)).hasSize(1);
    assertThat(dispatch.next(8)).isEmpty();
  }

  private static EngineSettings settings(int workers, int perTenant) {
    EngineSettings some = EngineSettings.DEFAULTS;
    return new EngineSettings(
        workers,
        perTenant,
        some.jobBytes(),
        some.jobPartitions(),
        some.partBytes(),
        some.openHours(),
        some.blockBytes(),
        some.bufferBytes(),
        some.lease(),
        some.requestTimeout());
  }

  private static List<String> tenants(List<Assignment> assigned) {
    return assigned.stream().map(each -> each.work().tenant().value()).toList();
  }

  /** Work that nobody does. */
  private static final class Queue implements Work {
    private final Map<WorkKind, List<WaitingWork>> waiting = new EnumMap<>(WorkKind.class);
    private Instant next = Samples.NOW;

    Dispatch dispatch(Crew crew) {
      return new Dispatch(
          crew,
          Map.of(
              WorkKind.FRESH, List.of(this),
              WorkKind.RETRY, List.of(this),
              WorkKind.EXTRA, List.of(this)));
    }

    void add(WorkKind kind, String tenant, int count) {
      List<WaitingWork> some = waiting.computeIfAbsent(kind, any -> new ArrayList<>());
      for (int i = 0; i < count; i++) {
        ConfigurationId configuration = new ConfigurationId(UUID.randomUUID());
        some.add(new WaitingWork(UUID.randomUUID(), new TenantId(tenant), configuration, next));
        next = next.plusSeconds(1);
      }
    }

    void remove(Assignment done) {
      waiting.values().forEach(some -> some.remove(done.work()));
    }

    @Override
    public List<WaitingWork> waiting(WorkKind kind, Set<TenantId> except, int limit) {
      return waiting.getOrDefault(kind, List.of()).stream()
          .filter(each -> !except.contains(each.tenant()))
          .sorted(Comparator.comparing(WaitingWork::since))
          .limit(limit)
          .toList();
    }

    @Override
    public void attend(Assignment assignment) {
      throw new UnsupportedOperationException();
    }
  }
}
