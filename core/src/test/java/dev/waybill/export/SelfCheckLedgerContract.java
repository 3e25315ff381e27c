package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.Decoded;
import dev.waybill.storage.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link SelfCheckLedger} must show of the jobs that were delivered. */
public abstract class SelfCheckLedgerContract extends ExportLedgerContractFixture {
  private static final UUID LOWEST = new UUID(0, 0);
  private static final UUID HIGHEST = new UUID(-1, -1);

  @Test
  void jobsGoRoundFromAnyPlaceOn() {
    List<JobId> planned = new ArrayList<>(List.of(plan().id()));
    for (int i = 0; i < 4; i++) {
      planned.add(plan(another(NOW)).id());
    }
    planned.sort(Comparator.comparing(JobId::toString));

    assertThat(selfCheck().jobs(LOWEST, 5)).isEqualTo(planned);
    assertThat(selfCheck().jobs(HIGHEST, 100)).isEqualTo(planned);
    List<JobId> fromTheFourth = new ArrayList<>(planned.subList(3, 5));
    fromTheFourth.addAll(planned.subList(0, 2));
    assertThat(selfCheck().jobs(planned.get(3).value(), 4)).isEqualTo(fromTheFourth);
    assertThat(selfCheck().jobs(planned.get(3).value(), 1)).isEqualTo(planned.subList(3, 4));
  }

  @Test
  void noJobIsNoSample() {
    assertThat(selfCheck().jobs(LOWEST, 5)).isEmpty();
    assertThat(selfCheck().find(new JobId(HIGHEST))).isEmpty();
  }

  @Test
  void onlyWhatHasSucceededCanBeChecked() {
    ExportJob planned = plan();
    assertThat(selfCheck().find(planned.id())).isEmpty();

    Attempt attempt = start(claim(planned, NOW));
    Samples.seal(ledger(), attempt);

    assertThat(selfCheck().find(planned.id())).isEmpty();
  }

  @Test
  void showsAllThatIsKeptOfADelivery() {
    ExportJob first = deliver();
    ExportJob second = deliver();

    SealedJob sealed = selfCheck().find(first.id()).orElseThrow();
    assertThat(sealed.job()).isEqualTo(job(first.id()));
    assertThat(sealed.key()).contains(Samples.KEY);
    assertThat(sealed.manifest()).isEqualTo(new Decoded.Accepted<>(Samples.manifest(first)));
    assertThat(sealed.before()).isEqualTo(new SealedJob.Before.None());
    assertThat(sealed.delivery()).isEqualTo(delivery(first));
    assertThat(sealed.objects()).containsExactly(object(first));
    assertThat(selfCheck().find(first.id())).contains(sealed);
    assertThat(selfCheck().find(second.id()).orElseThrow().before())
        .isEqualTo(new SealedJob.Before.Known(Samples.manifest(first)));
  }

  @Test
  void showsWhatIsKeptOfThePlaceWhereTheJobWasDelivered() {
    ExportJob planned = plan();
    Attempt here = start(claim(planned, NOW));
    assertThat(ledger().recordObject(here, Samples.object("events/elsewhere"))).isTrue();
    assertThat(ledger().seal(here, Samples.origin(planned))).isPresent();
    fail(here, NOW);
    move(integration.id(), Samples.location("second"));
    deliver(planned);
    move(integration.id(), Samples.location("third"));
    ExportJob next = deliver();

    SealedJob sealed = selfCheck().find(planned.id()).orElseThrow();
    assertThat(sealed.manifest()).isEqualTo(new Decoded.Accepted<>(Samples.manifest(planned)));
    assertThat(sealed.objects()).containsExactly(object(planned));
    assertThat(selfCheck().find(next.id()).orElseThrow().before())
        .isEqualTo(new SealedJob.Before.Known(Samples.manifest(planned)));
  }

  private SelfCheckLedger selfCheck() {
    return controlPlane().selfCheckLedger();
  }

  private ExportJob deliver() {
    return deliver(plan());
  }

  private ExportJob deliver(ExportJob planned) {
    Attempt attempt = start(claim(planned, NOW));
    assertThat(ledger().recordObject(attempt, object(planned))).isTrue();
    Samples.seal(ledger(), attempt);
    assertThat(ledger().commit(attempt, delivery(planned), NOW)).isTrue();
    return planned;
  }

  private static Delivery delivery(ExportJob of) {
    return new Delivery(7, 3, 1, List.of(new ObjectKey("events/" + of.sequence())));
  }

  private static DeliveredObject object(ExportJob of) {
    return Samples.object("events/" + of.sequence());
  }
}
