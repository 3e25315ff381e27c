package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.OriginRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ledger that is restored knows of its streams what one in a database does. */
class InMemoryBackupTest extends ExportLedgerContractFixture {
  private final InMemoryExportLedger ledger = new InMemoryExportLedger();
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(ledger);
  private InMemoryBackup backup = ledger.backup();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }

  @BeforeEach
  void makeBackup() {
    backup = ledger.backup();
  }

  @Test
  void aStreamThatHadDeliveredNothingContinuesOneWithoutManifests() {
    assertThat(restore()).isEqualTo(new ManifestState.Former(Optional.empty()));
  }

  @Test
  void aStreamContinuesTheLastManifestThatTheBackupKnew() {
    ExportJob known = deliver();
    backup = ledger.backup();
    deliver();

    ManifestState.Former named =
        new ManifestState.Former(
            Optional.of(
                new OriginRecord.Previous(
                    known.stream().value(), 1, Samples.manifest(known).sha256())));
    assertThat(restore()).isEqualTo(named);
    backup = ledger.backup(); // the stream in between put nothing
    assertThat(restore()).isEqualTo(named);
  }

  @Test
  void anExportThatTheBackupDoesNotKnowIsGone() {
    InMemoryExportLedger before = new InMemoryExportLedger();
    backup = before.backup();

    assertThat(ledger.restore(backup, () -> new StreamId(UUID.randomUUID()), NOW)).isEmpty();

    assertThat(ledger.plannable(configuration.id())).isEmpty();
    assertThat(ledger.hasEnded(configuration.id())).isTrue();
  }

  private ExportJob deliver() {
    ExportJob job = plan();
    Attempt attempt = start(claim(job, NOW));
    Samples.seal(ledger, attempt);
    assertThat(ledger.commit(attempt, new Delivery(0, 10, 0, List.of()), NOW)).isTrue();
    return job;
  }

  private ManifestState.Former restore() {
    List<InMemoryBackup.Succession> made =
        ledger.restore(backup, () -> new StreamId(UUID.randomUUID()), NOW);
    ExportJob job = plan();
    assertThat(made)
        .singleElement()
        .extracting(all -> all.successor().id())
        .isEqualTo(job.stream());
    assertThat(job.sequence()).isEqualTo(1);
    return claim(job, NOW).manifests().former().orElseThrow();
  }
}
