package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventKind;
import dev.waybill.export.SelfCheckResult.Different;
import dev.waybill.export.SelfCheckResult.Same;
import dev.waybill.export.SelfCheckResult.Skipped;
import dev.waybill.format.Compression;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which jobs a self-check looks at, and what it makes of the log. */
class SelfCheckTest {

  @AfterEach
  void takeBackInterrupts() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void whatWasDeliveredIsTheSame(Compression compression) throws InterruptedException {
    for (Layout layout : Layout.values()) {
      SelfCheckFixture fixture =
          new SelfCheckFixture(
              new OutputSettings(compression, layout, layout == Layout.HIVE_HOURLY));
      EngineFixture engine = fixture.engine;
      engine.ledger.change(
          Samples.withSelection(
              engine.configuration, new Selection(Set.of(EventKind.QUERY), Set.of("x"))));
      fixture.deliver(90);
      engine.keys.rotate();
      fixture.deliver(0);
      engine.ledger.move(engine.integration.id(), Samples.location("second"));
      fixture.deliver(400);

      fixture.checkAll();

      assertThat(fixture.found.results.values())
          .as(fixture.found.results.toString())
          .hasSize(3)
          .containsOnly(new Same());
      assertThat(fixture.found.failures).isEmpty();
    }
  }

  @Test
  void nothingIsPut() throws InterruptedException {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(3);
    fixture.engine.stores.spareNoDocument();
    int before = fixture.engine.stores.tried().size();

    fixture.checkAll();

    assertThat(fixture.found.results).hasSize(3);
    assertThat(fixture.engine.stores.tried()).hasSize(before);
    assertThat(fixture.engine.listener.defects).isEmpty();
  }

  @Test
  void jobsThatAreNotDeliveredAreLeftOut() throws InterruptedException {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(1);
    fixture.engine.appendVaried(10, 1, 9);
    fixture.engine.plan();

    fixture.checkAll();

    assertThat(fixture.found.results).containsOnlyKeys(fixture.job(1).id());
  }

  @Test
  void jobsWithoutTheirEventsAreSkipped() throws InterruptedException {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(3);
    Position cut = fixture.job(2).range().from().plus(1);
    fixture.engine.log.trim(Samples.TENANT, cut);

    assertThat(fixture.result(1)).isEqualTo(new Skipped());
    assertThat(fixture.result(2)).isEqualTo(new Skipped());
    assertThat(fixture.result(3)).isEqualTo(new Same());
  }

  @Test
  void jobsOfWhichEventsHadExpiredAreSkipped() throws InterruptedException {
    SelfCheckFixture fixture = new SelfCheckFixture(OutputSettings.DEFAULT);
    fixture.engine.appendVaried(60, 3, 1);
    ExportJob job = fixture.engine.plan();
    fixture.engine.ledger.retainFrom(Samples.TENANT, job.range().from().plus(9));
    assertThat(fixture.engine.deliver().expired()).isEqualTo(9);

    assertThat(fixture.result(1)).as("the log still has them").isEqualTo(new Skipped());
    fixture.engine.log.trim(Samples.TENANT, job.range().from().plus(9));
    assertThat(fixture.result(1)).isEqualTo(new Skipped());
  }

  @Test
  void whatRetentionTakesMeanwhileIsNoDifference() throws InterruptedException {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(1);
    Position cut = fixture.job(1).range().from().plus(30);
    fixture.engine.log.betweenBlocks(() -> fixture.engine.log.trim(Samples.TENANT, cut));

    assertThat(fixture.result(1)).isEqualTo(new Skipped());
  }

  @Test
  void eventsThatAreLostAreADifference() throws InterruptedException {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(2);
    fixture.engine.log.lose(Samples.TENANT, 0);

    assertThat(fixture.fields(1)).containsExactly("log");
    assertThat(fixture.result(2)).isEqualTo(new Same());
  }

  @Test
  void whatIsRemovedMeanwhileIsNoDifference() throws InterruptedException {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(1);
    fixture.alter(1, SelfCheckTest::withoutObjects);
    assertThat(fixture.result(1)).isInstanceOf(Different.class);

    fixture.ledger.afterFind(() -> fixture.alter(1, kept -> kept));

    assertThat(fixture.result(1)).isEqualTo(new Skipped());
  }

  private static SealedJob withoutObjects(SealedJob kept) {
    return new SealedJob(
        kept.job(), kept.key(), kept.manifest(), kept.before(), kept.delivery(), List.of());
  }

  @Test
  void aJobThatCannotBeReadDoesNotStopTheOthers() throws InterruptedException {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(3);
    IllegalStateException broken = new IllegalStateException("a broken row");
    fixture.alter(
        2,
        _ -> {
          throw broken;
        });

    fixture.checkAll();

    assertThat(fixture.found.failures).containsExactly(broken);
    assertThat(fixture.found.results)
        .containsOnlyKeys(fixture.job(1).id(), fixture.job(3).id())
        .containsValue(new Same());
  }

  @Test
  void aLogOutOfReachEndsTheRun() {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(2);
    fixture.engine.log.open(false);

    assertThatThrownBy(fixture::checkAll).isInstanceOf(LogUnavailableException.class);
    assertThat(fixture.found.results).isEmpty();
  }

  @Test
  void anInterruptEndsTheRun() {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(2);
    Thread.currentThread().interrupt();
    assertThatThrownBy(fixture::checkAll).isInstanceOf(InterruptedException.class);

    fixture.engine.log.betweenBlocks(() -> Thread.currentThread().interrupt());
    assertThatThrownBy(fixture::checkAll).isInstanceOf(InterruptedException.class);

    assertThat(fixture.found.results).isEmpty();
    assertThat(fixture.found.failures).isEmpty();
  }

  @Test
  void aRunDerivesSoManyJobsAndNoMore() throws InterruptedException {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(5);

    fixture.selfCheck(0, SelfCheckFixture.NO_LIMIT).run();
    assertThat(fixture.found.results).isEmpty();
    fixture.selfCheck(3, SelfCheckFixture.NO_LIMIT).run();
    assertThat(fixture.found.results).hasSize(3);
  }

  @Test
  void aRunBeginsNoJobOnceItHasReadEnough() throws InterruptedException {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(5);

    fixture.selfCheck(5, 1).run();

    assertThat(fixture.found.results).hasSize(1);
  }

  @Test
  void anEmptyHistoryIsNoTrouble() throws InterruptedException {
    SelfCheckFixture fixture = new SelfCheckFixture(OutputSettings.DEFAULT);

    fixture.checkAll();

    assertThat(fixture.found.results).isEmpty();
    assertThat(fixture.found.failures).isEmpty();
  }

  @Test
  void everyJobHasTheSameChance() throws InterruptedException {
    SelfCheckFixture fixture = SelfCheckFixture.delivered(4);
    Map<JobId, Integer> times = new HashMap<>();
    SelfCheck one = fixture.selfCheck(1, SelfCheckFixture.NO_LIMIT);
    for (int run = 0; run < 400; run++) {
      fixture.found.results.clear();
      one.run();
      fixture.found.results.keySet().forEach(job -> times.merge(job, 1, Integer::sum));
    }

    assertThat(times).hasSize(4);
    assertThat(times.values()).allSatisfy(each -> assertThat(each).isBetween(70, 130));
  }
}
