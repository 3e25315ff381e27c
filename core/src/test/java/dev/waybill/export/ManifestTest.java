package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.manifest.KeyFile;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.ManifestObject;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.OriginRecord.Elsewhere;
import dev.waybill.manifest.OriginRecord.Reason;
import dev.waybill.manifest.SampleKeys;
import dev.waybill.manifest.SelectionHash;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the documents beside the objects say, and when they are put. */
class ManifestTest {
  private static final Location SECOND = Samples.location("second");

  private final EngineFixture fixture = new EngineFixture();
  private final UUID stream = fixture.stream().id().value();
  private final ManifestNames names = new ManifestNames(stream);

  @Test
  void aManifestSaysWhatTheJobDelivered() {
    fixture.ledger.change(
        Samples.withSelection(
            fixture.configuration, new Selection(Set.of(EventKind.QUERY), Set.of())));
    fixture.appendVaried(90, 3, 1);
    ExportJob job = fixture.plan();
    Delivery delivery = fixture.deliver();

    Manifest manifest = manifest(1);

    assertThat(manifest.tenant()).isEqualTo(Samples.TENANT);
    assertThat(manifest.scheduledAt()).isEqualTo(job.scheduledAt());
    assertThat(manifest.range())
        .isEqualTo(new Manifest.Range(job.range().from().toString(), job.range().to().toString()));
    assertThat(manifest.received())
        .isEqualTo(new Manifest.Received(job.receivedFrom(), job.receivedThrough()));
    assertThat(manifest.events())
        .isEqualTo(
            new Manifest.Events(1, delivery.events(), delivery.events(), delivery.suppressed(), 0));
    assertThat(manifest.filter()).isEqualTo(SelectionHash.of(Set.of(EventKind.QUERY), Set.of()));
    assertThat(manifest.previous()).isEmpty();
    List<ManifestObject> expected =
        fixture.ledger.finished(job.id()).stream().map(ManifestTest::described).toList();
    assertThat(manifest.objects()).isEqualTo(expected).isNotEmpty();
    assertThat(document(names.manifest(1)).isSignedBy(SampleKeys.FIRST.publicKey())).isTrue();
  }

  private static ManifestObject described(DeliveredObject object) {
    ObjectHashes hashes = object.hashes().orElseThrow();
    return new ManifestObject(
        object.key(),
        object.events(),
        object.bytes(),
        hashes.sha256(),
        object.storedBytes(),
        hashes.storedSha256(),
        hashes.merkleRoot(),
        object.earliestEventTime(),
        object.latestEventTime());
  }

  @Test
  void keysAndOriginComeBeforeTheFirstObjectAndTheManifestAfterTheLast() {
    fixture.stores.spareNoDocument();
    fixture.appendVaried(60, 3, 1);
    fixture.plan();
    Delivery delivery = fixture.deliver();

    List<ObjectKey> expected = new ArrayList<>();
    expected.add(names.key(SampleKeys.FIRST.key()));
    expected.add(names.origin(1));
    List<ObjectKey> tried = fixture.stores.tried();
    assertThat(tried).startsWith(expected.toArray(ObjectKey[]::new));
    assertThat(tried.subList(2, tried.size() - 1))
        .containsExactlyInAnyOrderElementsOf(delivery.objects());
    assertThat(tried.getLast()).isEqualTo(names.manifest(1));
    assertThat(origin(fixture.location, 1))
        .isEqualTo(
            new OriginRecord(
                stream, Samples.TENANT, Reason.CREATED, 1, Optional.empty(), List.of()));
  }

  @Test
  void aWindowWithoutEventsHasItsManifest() {
    deliver(60);
    fixture.stores.spareNoDocument();
    fixture.time.advance(Duration.ofHours(1));
    fixture.plan();
    fixture.deliver();

    assertThat(fixture.stores.tried()).endsWith(names.manifest(2));
    Manifest silent = manifest(2);
    assertThat(silent.objects()).isEmpty();
    assertThat(silent.events()).isEqualTo(new Manifest.Events(61, 60, 0, 0, 0));
    assertThat(silent.range().from()).isEqualTo(manifest(1).range().to());
    assertThat(silent.received().from()).isEqualTo(manifest(1).received().through());
    assertThat(silent.previous())
        .contains(new Manifest.Previous(1, document(names.manifest(1)).sha256()));
    assertThat(fixture.documents(fixture.location)).hasSize(4);
  }

  @Test
  void aNewKeyComesWithAllThatLeadToItAndTheOldDocumentsStay() {
    deliver(60);
    Map<String, String> before = fixture.documents(fixture.location);
    fixture.keys.rotate();
    deliver(60);

    KeyId second = SampleKeys.SECOND.key();
    assertThat(document(names.manifest(2)).key()).isEqualTo(second);
    assertThat(fixture.documents(fixture.location)).containsAllEntriesOf(before);
    for (KeyFile file : fixture.keys.filesOf(second)) {
      assertThat(bytes(file.keyFor(stream))).isEqualTo(file.bytes());
    }
  }

  @Test
  void aMovedStreamSaysWhereItComesFrom() {
    deliver(60);
    fixture.ledger.move(fixture.integration.id(), SECOND);
    deliver(60);

    assertThat(origin(SECOND, 2))
        .isEqualTo(moved(2, document(names.manifest(1)), new Elsewhere(1, 1)));
    assertThat(fixture.documents(SECOND)).hasSize(3);

    fixture.ledger.move(fixture.integration.id(), fixture.location);
    deliver(60);

    assertThat(origin(fixture.location, 3))
        .isEqualTo(moved(3, document(SECOND, names.manifest(2)), new Elsewhere(2, 2)));
    assertThat(manifest(3).previous())
        .contains(new Manifest.Previous(2, document(SECOND, names.manifest(2)).sha256()));
  }

  private void deliver(int events) {
    fixture.appendVaried(events, 3, fixture.stream().nextSequence());
    fixture.plan();
    fixture.deliver();
    fixture.time.advance(Duration.ofHours(1));
  }

  private OriginRecord moved(long sequence, SignedDocument last, Elsewhere elsewhere) {
    return new OriginRecord(
        stream,
        Samples.TENANT,
        Reason.MOVED,
        sequence,
        Optional.of(new OriginRecord.Previous(stream, sequence - 1, last.sha256())),
        List.of(elsewhere));
  }

  private Manifest manifest(long sequence) {
    return fixture.proof(fixture.location).manifest(sequence);
  }

  private OriginRecord origin(Location at, long sequence) {
    return fixture.proof(at).origin(sequence);
  }

  private SignedDocument document(ObjectKey key) {
    return document(fixture.location, key);
  }

  private SignedDocument document(Location at, ObjectKey key) {
    return fixture.proof(at).document(key);
  }

  private byte[] bytes(ObjectKey key) {
    return fixture.stores.below.at(fixture.location).read(key).orElseThrow();
  }
}
