package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.ManifestState.Link;
import dev.waybill.export.ManifestState.Stay;
import dev.waybill.manifest.SampleKeys;
import dev.waybill.manifest.SignedDocument;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a ledger keeps of the manifests of a stream. */
public abstract class ExportManifestsContract extends ExportLedgerContractFixture {

  @Test
  void aStreamBeginsWithoutManifests() {
    assertThat(claim(plan(), NOW).manifests()).isEqualTo(ManifestState.NEW);
  }

  @Test
  void theKeyOfAJobIsThatOfItsFirstStart() {
    ExportJob planned = plan();
    fail(start(claim(planned, NOW)), NOW);

    Attempt again = claim(planned, NOW);
    assertThat(again.manifests().key()).contains(Samples.KEY);
    assertThat(
            ledger().start(again, Samples.settings(configuration), SampleKeys.SECOND.key(), HELD))
        .isTrue();
    fail(again, NOW);

    assertThat(claim(planned, NOW).manifests().key()).contains(Samples.KEY);
  }

  @Test
  void theFirstManifestThatIsSealedIsTheOne() {
    ExportJob planned = plan();
    Attempt first = start(claim(planned, NOW));
    SignedDocument manifest = Samples.manifest(planned);
    assertThat(ledger().seal(first, manifest)).contains(manifest);
    fail(first, NOW);

    Attempt second = start(claim(planned, NOW));

    assertThat(second.manifests().sealed()).contains(manifest);
    assertThat(ledger().seal(second, Samples.origin(planned))).contains(manifest);
  }

  @Test
  void theFirstOriginRecordThatIsSealedIsTheOne() {
    ExportJob planned = plan();
    Attempt first = start(claim(planned, NOW));
    SignedDocument origin = Samples.origin(planned);
    assertThat(ledger().sealOrigin(first, origin)).contains(origin);
    fail(first, NOW);

    Attempt second = start(claim(planned, NOW));

    assertThat(ledger().sealOrigin(second, Samples.manifest(planned))).contains(origin);
  }

  @Test
  void anotherLocationHasDocumentsOfItsOwn() {
    ExportJob planned = plan();
    Attempt here = start(claim(planned, NOW));
    Samples.seal(ledger(), here);
    fail(here, NOW);
    move(integration.id(), Samples.location("second"));

    Attempt there = start(claim(planned, NOW));

    assertThat(there.manifests().sealed()).isEmpty();
    SignedDocument other = Samples.origin(planned);
    assertThat(ledger().seal(there, other)).contains(other);
    assertThat(ledger().sealOrigin(there, Samples.manifest(planned)))
        .contains(Samples.manifest(planned));
    fail(there, NOW);
    move(integration.id(), integration.location());
    assertThat(claim(planned, NOW).manifests().sealed()).contains(Samples.manifest(planned));
  }

  @Test
  void nothingIsSealedWithoutTheFence() {
    ExportJob planned = plan();
    Attempt zombie = start(claim(planned, NOW));
    fail(zombie, NOW);
    Attempt moved = start(claim(planned, NOW));

    assertThat(ledger().seal(zombie, Samples.manifest(planned))).isEmpty();
    assertThat(ledger().sealOrigin(zombie, Samples.origin(planned))).isEmpty();
    move(integration.id(), Samples.location("second"));
    assertThat(ledger().seal(moved, Samples.manifest(planned))).isEmpty();
    assertThat(ledger().sealOrigin(moved, Samples.origin(planned))).isEmpty();
  }

  @Test
  void nothingIsCommittedWithoutAManifest() {
    ExportJob planned = plan();
    Attempt attempt = start(claim(planned, NOW));

    assertThatThrownBy(() -> ledger().commit(attempt, delivery(), NOW))
        .isInstanceOf(IllegalStateException.class);

    assertThat(job(planned.id()).status()).isEqualTo(JobStatus.RUNNING);
    assertThat(plannable().stream().nextSequence()).isEqualTo(1);
  }

  @Test
  void aCommittedManifestIsTheLast() {
    ExportJob first = deliver();

    ExportJob second = plan();
    Attempt attempt = claim(second, NOW);

    assertThat(attempt.manifests().key()).isEmpty();
    assertThat(attempt.manifests().sealed()).isEmpty();
    assertThat(attempt.manifests().last())
        .contains(new Link(Samples.manifest(first).sha256(), Samples.KEY));
    assertThat(attempt.manifests().stays()).containsExactly(new Stay(1, true));
  }

  @Test
  void whereTheJobsWereDeliveredIsSeenFromWhereTheAttemptIs() {
    deliver();
    deliver();
    move(integration.id(), Samples.location("second"));
    deliver();
    move(integration.id(), integration.location());
    deliver();

    assertThat(claim(plan(), NOW).manifests().stays())
        .containsExactly(new Stay(1, true), new Stay(3, false), new Stay(4, true));
  }

  @Test
  void streamsDoNotShareManifests() {
    deliver();

    assertThat(claim(plan(another(NOW)), NOW).manifests()).isEqualTo(ManifestState.NEW);
  }

  private ExportJob deliver() {
    ExportJob planned = plan();
    Attempt attempt = start(claim(planned, NOW));
    Samples.seal(ledger(), attempt);
    assertThat(ledger().commit(attempt, new Delivery(0, 10, 0, List.of()), NOW)).isTrue();
    return planned;
  }
}
