package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ManifestState.Former;
import dev.waybill.export.ManifestState.Link;
import dev.waybill.export.ManifestState.Stay;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.OriginRecord.Elsewhere;
import dev.waybill.manifest.OriginRecord.Previous;
import dev.waybill.manifest.OriginRecord.Reason;
import dev.waybill.manifest.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
  private static final Sha256 LAST = Samples.hash("last");

  private final ExportConfiguration configuration =
      Samples.configuration(Samples.integration(Samples.TENANT, Samples.location("archive")));
  private final Stream stream = Samples.stream(configuration);

  @Test
  void aStreamIsCreatedWithItsFirstJob() {
    assertThat(origin(1)).contains(record(1, Reason.CREATED, Optional.empty()));
  }

  @Test
  void aStreamThatDeliveredWithoutManifestsIsCreatedWithItsNextJob() {
    assertThat(origin(7)).contains(record(7, Reason.CREATED, Optional.empty()));
  }

  @Test
  void theJobsAfterTheFirstNeedNoRecord() {
    assertThat(origin(5, new Stay(1, true))).isEmpty();
    assertThat(origin(9, new Stay(1, true), new Stay(3, false), new Stay(7, true))).isEmpty();
  }

  @Test
  void aMovedStreamNamesAllJobsBefore() {
    assertThat(origin(5, new Stay(1, false))).contains(moved(5, new Elsewhere(1, 4)));
  }

  @Test
  void jobsOfSeveralPlacesAreNamedTogether() {
    assertThat(origin(9, new Stay(1, false), new Stay(4, false), new Stay(6, false)))
        .contains(moved(9, new Elsewhere(1, 8)));
  }

  @Test
  void aStreamThatComesBackNamesWhatItDeliveredSince() {
    assertThat(origin(9, new Stay(1, true), new Stay(4, false)))
        .contains(moved(9, new Elsewhere(4, 8)));
  }

  @Test
  void aStreamThatComesBackAgainNamesEachTimeAway() {
    assertThat(
            origin(
                12,
                new Stay(1, false),
                new Stay(3, true),
                new Stay(5, false),
                new Stay(6, false),
                new Stay(8, true),
                new Stay(10, false)))
        .contains(moved(12, new Elsewhere(1, 2), new Elsewhere(5, 7), new Elsewhere(10, 11)));
  }

  @Test
  void jobsFromBeforeThereWereManifestsAreElsewhereButWhereTheManifestsBegan() {
    assertThat(origin(9, new Stay(5, false))).contains(moved(9, new Elsewhere(1, 8)));
    assertThat(origin(9, new Stay(5, true), new Stay(7, false)))
        .contains(moved(9, new Elsewhere(7, 8)));
  }

  @Test
  void aRestoredStreamNamesTheLastManifestOfTheOther() {
    Previous previous = new Previous(UUID.randomUUID(), 40, LAST);

    assertThat(restored(1, new Former(Optional.of(previous))))
        .contains(record(1, Reason.RESTORED, Optional.of(previous)));
    assertThat(restored(1, new Former(Optional.empty())))
        .contains(record(1, Reason.RESTORED, Optional.empty()));
    assertThat(restored(3, new Former(Optional.empty())))
        .contains(record(3, Reason.CREATED, Optional.empty()));
  }

  @Test
  void aBackfillStaysOneThoughItIsRestored() {
    Previous previous = new Previous(UUID.randomUUID(), 2, LAST);

    assertThat(Provenance.of(ofBackfill(job(1)), restored(new Former(Optional.of(previous)))))
        .contains(record(1, Reason.BACKFILL, Optional.of(previous)));
    assertThat(Provenance.of(ofBackfill(job(1)), ManifestState.NEW))
        .contains(record(1, Reason.BACKFILL, Optional.empty()));
  }

  private static ExportJob ofBackfill(ExportJob job) {
    return new ExportJob(
        job.id(),
        job.tenant(),
        job.configuration(),
        job.stream(),
        StreamKind.BACKFILL,
        job.prefix(),
        job.sequence(),
        job.scheduledAt(),
        job.range(),
        job.receivedFrom(),
        job.receivedThrough(),
        job.firstOrdinal(),
        job.settings(),
        job.status(),
        job.heldFrom(),
        job.requested(),
        job.attempt(),
        job.nextAttemptAt(),
        job.failure());
  }

  private Optional<OriginRecord> restored(long sequence, Former former) {
    return Provenance.of(job(sequence), restored(former));
  }

  private static ManifestState restored(Former former) {
    return new ManifestState(
        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.of(former));
  }

  private Optional<OriginRecord> origin(long sequence, Stay... stays) {
    Optional<Link> last =
        stays.length == 0 ? Optional.empty() : Optional.of(new Link(LAST, Samples.KEY));
    return Provenance.of(
        job(sequence),
        new ManifestState(
            Optional.empty(), Optional.empty(), last, List.of(stays), Optional.empty()));
  }

  private ExportJob job(long sequence) {
    return Samples.job(configuration, Samples.at(stream, sequence, 1));
  }

  private OriginRecord moved(long sequence, Elsewhere... elsewhere) {
    return new OriginRecord(
        stream.id().value(),
        Samples.TENANT,
        Reason.MOVED,
        sequence,
        Optional.of(new Previous(stream.id().value(), sequence - 1, LAST)),
        List.of(elsewhere));
  }

  private OriginRecord record(long sequence, Reason reason, Optional<Previous> previous) {
    return new OriginRecord(
        stream.id().value(), Samples.TENANT, reason, sequence, previous, List.of());
  }
}
