package dev.waybill.export;

import static dev.waybill.export.AlteredJobs.manifest;
import static dev.waybill.export.AlteredJobs.signed;
import static dev.waybill.export.AlteredJobs.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.StandInLog.Event;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.ManifestObject;
import dev.waybill.manifest.Sha256;
import dev.waybill.storage.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under the name of a delivered object nothing is put but the content that its manifest proves. */
class RedeliveryContentTest {
  private static final Sha256 OTHER = Samples.hash("other");

  private final RedeliveryFixture fixture = new RedeliveryFixture();
  private final EngineFixture engine = fixture.engine;
  private final ExportJob second = engine.ledger.jobs().get(1);
  private final ObjectKey key = keysOfTheSecond().get(1);

  /** What may have happened to an event in the log. */
  enum Alteration {
    ANOTHER_ID_AS_LONG,
    A_LONGER_ID,
    ANOTHER_TIME_IN_ITS_HOUR,
    ANOTHER_HOUR;

    Event of(Event old) {
      return switch (this) {
        case ANOTHER_ID_AS_LONG -> with(old, old.eventTime(), old.id().replace('e', 'f'));
        case A_LONGER_ID -> with(old, old.eventTime(), old.id() + "0");
        case ANOTHER_TIME_IN_ITS_HOUR -> with(old, old.eventTime() ^ 1, old.id());
        case ANOTHER_HOUR -> with(old, old.eventTime() - 86_400_000, old.id());
      };
    }

    private static Event with(Event old, long eventTime, String id) {
      return new Event(old.kind(), eventTime, old.category(), id);
    }
  }

  @ParameterizedTest
  @EnumSource(Alteration.class)
  void anEventThatWasAlteredIsPutUnderNoName(Alteration alteration) {
    String altered = fixture.delivered.getOrDefault(key.value(), "").lines().toList().getFirst();
    fixture.loseEvery(1);
    fixture.loseDocuments();
    engine.log.alter(
        Samples.TENANT,
        event -> altered.contains('"' + event.id() + '"') ? alteration.of(event) : event);
    Redelivery redelivery = fixture.request(1, 3);

    assertFails("Job 2 ");

    assertThat(fixture.now(redelivery).status()).isEqualTo(Redelivery.Status.FAILED);
    assertThat(fixture.now(redelivery).nextSequence()).isEqualTo(2);
    assertThat(engine.objects()).hasSizeGreaterThanOrEqualTo(fixture.objectsOf(1, 1));
    assertThat(fixture.delivered).containsAllEntriesOf(engine.objects());
    assertThat(engine.objects()).doesNotContainKey(key.value());
    assertThat(engine.stores.openNow()).as("uploads left open").isZero();
    assertThat(engine.documents(engine.location))
        .containsKey(name(1))
        .doesNotContainKeys(name(2), name(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void aManifestThatWasAlteredIsNotMadeTrue(int field) {
    alterManifest(
        old -> {
          List<ManifestObject> objects = new ArrayList<>(old.objects());
          objects.set(1, withOther(objects.get(1), field));
          return with(old, objects);
        });
    fixture.loseEvery(1);
    fixture.loseDocuments();
    fixture.request(2, 2);

    assertFails("Job 2 would be put again with other content: " + key);

    assertThat(engine.objects()).doesNotContainKey(key.value());
    assertThat(engine.documents(engine.location)).doesNotContainKey(name(2));
  }

  @Test
  void aManifestThatListsOtherObjectsIsNotPut() {
    alterManifest(AlteredJobs::withoutFirstObject);
    fixture.loseEvery(1);
    fixture.loseDocuments();
    fixture.request(2, 2);

    assertFails("Job 2 would be put again under other names");

    assertThat(engine.objects()).isEmpty();
    assertThat(engine.documents(engine.location)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7})
  void contentThatIsCompressedOtherwiseIsPut(int field) {
    alterManifest(
        old -> with(old, old.objects().stream().map(each -> withOther(each, field)).toList()));
    fixture.loseEvery(1);
    fixture.request(1, 3);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Redelivered.class);

    fixture.assertHealed();
  }

  @Test
  void aJobFromBeforeThereWereManifestsIsPut() {
    engine.ledger.manifests().forget(second, engine.location.toString());
    fixture.loseEvery(1);
    fixture.request(1, 3);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Redelivered.class);

    fixture.assertHealed();
  }

  private void assertFails(String message) {
    assertThat(fixture.attempt())
        .isInstanceOfSatisfying(
            RedeliveryOutcome.Failed.class,
            failed -> {
              Failure failure = failed.failure();
              assertThat(failure.code()).isEqualTo("OBJECTS_DIFFER");
              assertThat(failure.fault()).isEqualTo(Fault.OURS);
              assertThat(failure.stage()).isEqualTo(Stage.READ);
              assertThat(failure.message()).startsWith(message);
            });
    assertThat(engine.listener.defects).isEmpty();
  }

  private void alterManifest(UnaryOperator<Manifest> alteration) {
    engine
        .ledger
        .manifests()
        .alter(second, engine.location.toString(), old -> signed(alteration.apply(manifest(old))));
  }

  /** The same object with another value in the field of that number. */
  private static ManifestObject withOther(ManifestObject old, int field) {
    long[] added = IntStream.range(0, 7).mapToLong(i -> i == field ? 1 : 0).toArray();
    return new ManifestObject(
        old.key(),
        old.events() + added[0],
        old.bytes() + added[1],
        field == 2 ? OTHER : old.sha256(),
        old.storedBytes() + added[6],
        field == 7 ? OTHER : old.storedSha256(),
        field == 3 ? OTHER : old.merkleRoot(),
        old.earliestEventTime() - added[4],
        old.latestEventTime() + added[5]);
  }

  private List<ObjectKey> keysOfTheSecond() {
    return fixture.delivered.keySet().stream()
        .filter(each -> RedeliveryFixture.sequence(each) == 2)
        .map(ObjectKey::new)
        .toList();
  }

  private String name(long sequence) {
    return new ManifestNames(engine.stream().id().value()).manifest(sequence).value();
  }
}
