package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.FailingObjectStores.Behaviour;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.log.Position;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.OriginRecord.Reason;
import dev.waybill.manifest.SampleKeys;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Manifests of jobs that take more than one attempt. */
class ManifestRetryTest {
  private static final Failure LOST = Samples.failure(Fault.CUSTOMER, "TIMEOUT");
  private static final Location SECOND = Samples.location("second");

  private final EngineFixture fixture = new EngineFixture();
  private final ManifestNames names = new ManifestNames(fixture.stream().id().value());

  @Test
  void aManifestWhoseAnswerIsLostIsPutAgainWithTheSameBytesAndNothingElseIs() {
    fixture.appendVaried(60, 3, 1);
    ExportJob job = fixture.plan();
    int parts = objects();
    fixture.stores.spareNoDocument();
    fixture.stores.behave(Behaviour.STORES_AND_FORGETS, 2 + parts, LOST);

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
    assertThat(fixture.ledger.job(job.id()).status()).isEqualTo(JobStatus.BLOCKED);
    byte[] there = bytes(names.manifest(1));
    fixture.keys.rotate();
    fixture.stores.heal();
    int tried = fixture.stores.tried().size();
    fixture.waitForRetry();
    fixture.deliver();

    assertThat(fixture.stores.tried().subList(tried, fixture.stores.tried().size()))
        .containsExactly(names.manifest(1));
    assertThat(bytes(names.manifest(1))).isEqualTo(there);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void aRefusedManifestIsPutWithTheNextAttempt() {
    fixture.appendVaried(60, 3, 1);
    fixture.plan();
    int parts = objects();
    fixture.stores.spareNoDocument();
    fixture.stores.behave(Behaviour.REFUSES, 2 + parts, LOST);

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
    assertThat(fixture.stream().nextSequence()).isEqualTo(1);
    fixture.stores.heal();
    fixture.waitForRetry();
    fixture.deliver();

    assertThat(manifest(1).events().count()).isEqualTo(60);
  }

  @Test
  void aStrangersManifestStopsTheStream() {
    ObjectKey key = names.manifest(1);
    assertThat(fixture.stores.below.at(fixture.location).put(key, new byte[] {1})).isNotNull();
    fixture.appendVaried(60, 3, 1);
    fixture.plan();

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);

    assertThat(fixture.listener.failures.getLast().code()).isEqualTo("NAME_TAKEN");
    assertThat(fixture.listener.failures.getLast().message()).contains(key.value());
    fixture.stores.below.at(fixture.location).delete(key);
    fixture.waitForRetry();
    fixture.deliver();
  }

  @Test
  void keysAndOriginRecordsThatAreThereAreOurs() {
    fixture.stores.spareNoDocument();
    fixture.stores.behave(Behaviour.STORES_AND_FORGETS, 1, LOST);
    fixture.appendVaried(60, 3, 1);
    fixture.plan();
    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
    assertThat(fixture.documents(fixture.location)).hasSize(2);

    fixture.stores.heal();
    fixture.waitForRetry();
    fixture.deliver();

    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void aJobIsSignedByTheKeyWithWhichItWasStarted() {
    fixture.appendVaried(60, 3, 1);
    fixture.plan();
    fixture.stores.behave(Behaviour.REFUSES, 1, LOST);
    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
    fixture.keys.rotate();
    fixture.stores.heal();
    fixture.waitForRetry();
    fixture.deliver();

    assertThat(document(names.manifest(1)).key()).isEqualTo(SampleKeys.FIRST.key());
  }

  @Test
  void aJobThatIsMovedBeforeItIsDeliveredIsDoneAgainWithTheSameManifest() {
    fixture.appendVaried(60, 3, 1);
    fixture.plan();
    int parts = objects();
    fixture.stores.spareNoDocument();
    fixture.stores.behave(Behaviour.STORES_AND_FORGETS, 2 + parts, LOST);
    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
    fixture.ledger.move(fixture.integration.id(), SECOND);
    fixture.stores.heal();
    fixture.waitForRetry();
    fixture.deliver();

    assertThat(fixture.documents(SECOND)).isEqualTo(fixture.documents(fixture.location));
    assertThat(origin(SECOND, 1).reason()).isEqualTo(Reason.CREATED);
  }

  /** See decision 20: the place that was left has all that its manifest says. */
  @Test
  void aJobThatExpiresAfterItWasMovedHasTwoManifestsEachTrueWhereItLies() {
    fixture.appendVaried(60, 3, 1);
    fixture.plan();
    int parts = objects();
    fixture.stores.spareNoDocument();
    fixture.stores.behave(Behaviour.STORES_AND_FORGETS, 2 + parts, LOST);
    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
    fixture.ledger.move(fixture.integration.id(), SECOND);
    fixture.stores.heal();
    fixture.log.trim(Samples.TENANT, new Position(60));
    fixture.waitForRetry();
    fixture.deliver();
    fixture.time.advance(Duration.ofHours(1));
    fixture.plan();
    fixture.deliver();

    fixture.proof(fixture.location).assertComplete(1, fixture.keys);
    assertThat(manifest(1).events().count()).isEqualTo(60);
    fixture.proof(SECOND).assertComplete(2, fixture.keys);
    assertThat(fixture.proof(SECOND).manifest(1).events())
        .isEqualTo(new Manifest.Events(1, 0, 0, 0, 60));
    fixture.ledger.move(fixture.integration.id(), fixture.location);
    fixture.time.advance(Duration.ofHours(1));
    fixture.plan();
    fixture.deliver();

    assertThat(origin(fixture.location, 3).isElsewhere(1))
        .as("that job 1 was concluded at the other place")
        .isTrue();
  }

  @Test
  void whatExpiredIsCountedAndListsNoObject() {
    fixture.appendVaried(60, 3, 1);
    fixture.plan();
    fixture.stores.behave(Behaviour.REFUSES, 1, LOST);
    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
    fixture.stores.heal();
    fixture.log.trim(Samples.TENANT, new Position(10));
    fixture.waitForRetry();
    fixture.deliver();

    assertThat(manifest(1).objects()).isEmpty();
    assertThat(manifest(1).events()).isEqualTo(new Manifest.Events(1, 0, 0, 0, 60));
  }

  @Test
  void eventsThatAreTrimmedAfterTheSealAreDelivered() {
    fixture.appendVaried(60, 3, 1);
    fixture.plan();
    int parts = objects();
    fixture.stores.spareNoDocument();
    fixture.stores.behave(Behaviour.STORES_AND_FORGETS, 2 + parts, LOST);
    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
    fixture.stores.heal();
    fixture.log.trim(Samples.TENANT, new Position(60));
    fixture.waitForRetry();

    assertThat(fixture.deliver().events()).isEqualTo(60);
  }

  @Test
  void aJobWhoseKeyIsNotThereFailsWithoutAPut() {
    fixture.appendVaried(60, 3, 1);
    ExportJob job = fixture.plan();
    Attempt attempt =
        fixture
            .ledger
            .claim(job.id(), fixture.time.now(), fixture.time.now(), fixture.time.now())
            .orElseThrow();
    assertThat(
            fixture.ledger.start(
                attempt, job.settings(), SampleKeys.THIRD.key(), job.range().from()))
        .isTrue();
    assertThat(fixture.ledger.release(attempt, Leftovers.NONE, fixture.time.now())).isTrue();

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);

    assertThat(fixture.listener.failures.getLast().code()).isEqualTo("SIGNING_KEY_MISSING");
    assertThat(fixture.stores.below.at(fixture.location).objects()).isEmpty();
  }

  /** How many objects the planned job is going to put, told by another engine that delivers it. */
  private static int objects() {
    EngineFixture other = new EngineFixture();
    other.appendVaried(60, 3, 1);
    other.plan();
    return other.deliver().objects().size();
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
