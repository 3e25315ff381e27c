package dev.waybill.export;

import static dev.waybill.export.AlteredJobs.document;
import static dev.waybill.export.AlteredJobs.forged;
import static dev.waybill.export.AlteredJobs.manifest;
import static dev.waybill.export.AlteredJobs.replaced;
import static dev.waybill.export.AlteredJobs.signed;
import static dev.waybill.export.AlteredJobs.with;
import static dev.waybill.export.AlteredJobs.withoutFirstObject;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.SelfCheckResult.Difference;
import dev.waybill.export.SelfCheckResult.Different;
import dev.waybill.export.SelfCheckResult.Same;
import dev.waybill.format.Compression;
import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestCodec;
import dev.waybill.manifest.SampleKeys;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.storage.ObjectKey;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is altered in the control plane is found and named, even if our own key signed it anew. */
class SelfCheckDifferencesTest {
  private static final String OTHER_HASH = Samples.hash("other").toString();

  private final SelfCheckFixture fixture = SelfCheckFixture.delivered(2);

  SelfCheckDifferencesTest() {
    fixture.deliver(0);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tenant            | \"tenant\":\"acme\"                    | \"tenant\":\"other\"",
        "scheduledAt       | \"scheduledAt\":\"2026                 | \"scheduledAt\":\"2025",
        "range.from        | \"range\":\\{\"from\":\"[^\"]*         | \"range\":{\"from\":\"1",
        "range.to          | \"to\":\"[^\"]*                        | \"to\":\"1",
        "received.from     | \"received\":\\{\"from\":\\d+          | \"received\":{\"from\":1",
        "received.through  | \"through\":\\d+                       | \"through\":9999999999999",
        "events.first      | \"first\":61,\"last\":120              | \"first\":62,\"last\":121",
        "events.last       | \"first\":61,\"last\":120              | \"first\":62,\"last\":121",
        "events.suppressed | \"suppressed\":0                       | \"suppressed\":1",
        "events.expired    | \"expired\":0                          | \"expired\":1",
        "filter            | \"filter\":null                        | \"filter\":\"HASH\"",
        "previous          | \"previous\":.*                        | \"previous\":null}",
        "previous          | (\"previous\":.*\"sha256\":\")[^\"]*   | $1HASH",
        "bytes             | \"bytes\":\\d+                         | \"bytes\":12345",
        "sha256            | \"sha256\":\"[^\"]*                    | \"sha256\":\"HASH",
        "merkleRoot        | \"merkleRoot\":\"[^\"]*                | \"merkleRoot\":\"HASH",
        "earliestEventTime | \"earliestEventTime\":\\d+             | \"earliestEventTime\":1",
        "latestEventTime   | \"latestEventTime\":\\d+               | \"latestEventTime\":9999999999999",
        "storedBytes       | \"storedBytes\":\\d+                   | \"storedBytes\":12345",
        "storedSha256      | \"storedSha256\":\"[^\"]*              | \"storedSha256\":\"HASH",
      })
  void aManifestThatWasSignedAnewIsFound(String field, String old, String altered)
      throws InterruptedException {
    alterManifest(2, text -> text.replaceFirst(old, altered.replace("HASH", OTHER_HASH)));

    assertThat(fixture.fields(2))
        .hasSizeBetween(1, 2)
        .anyMatch(name -> name.equals(field) || name.endsWith("]." + field));
  }

  @ParameterizedTest
  @CsvSource({"stream", "sequence"})
  void theManifestOfAnotherJobIsFound(String field) throws InterruptedException {
    String stream = fixture.engine.stream().id().toString();
    alterManifest(
        3,
        text ->
            field.equals("stream")
                ? text.replace(stream, UUID.randomUUID().toString())
                : text.replace("\"sequence\":3", "\"sequence\":4")
                    .replace("\"sequence\":2", "\"sequence\":3"));

    assertThat(fixture.fields(3)).contains(field);
  }

  @Test
  void anObjectThatTheManifestLacksIsFound() throws InterruptedException {
    ObjectKey lacking = manifest(kept(2)).objects().getFirst().key();
    fixture.alter(2, kept -> with(kept, signed(withoutFirstObject(manifest(kept)))));

    assertThat(fixture.fields(2))
        .containsExactly("events.last", "events.count", "objects[" + lacking + "]");
  }

  @Test
  void aSignatureThatIsNotOfThePayloadIsFound() throws InterruptedException {
    fixture.alter(
        2,
        kept ->
            with(
                kept,
                forged(document(kept), text -> text.replace("\"expired\":0", "\"expired\":5"))));

    assertThat(fixture.fields(2)).containsExactly("signature", "events.expired");
  }

  @Test
  void aSignatureByAForeignKeyIsFound() throws InterruptedException {
    fixture.alter(2, kept -> with(kept, ManifestCodec.sign(manifest(kept), SampleKeys.THIRD)));

    assertThat(fixture.fields(2)).containsExactly("signature.key", "signature");
  }

  @Test
  void aSignatureByAnotherKeyOfOursIsFound() throws InterruptedException {
    fixture.engine.keys.rotate();
    fixture.alter(2, kept -> with(kept, ManifestCodec.sign(manifest(kept), SampleKeys.SECOND)));

    assertThat(fixture.fields(2)).containsExactly("signature.key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no document", "{}"})
  void aManifestThatCannotBeReadIsFound(String payload) throws InterruptedException {
    Decoded<SignedDocument> unreadable =
        payload.equals("{}")
            ? new Decoded.Accepted<>(forged(document(kept(2)), _ -> payload))
            : SignedDocument.decode(payload.getBytes(US_ASCII));
    fixture.alter(2, kept -> with(kept, unreadable));

    assertThat(fixture.fields(2)).contains("manifest");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void aRecordedObjectThatWasAlteredIsFound(int field) throws InterruptedException {
    List<String> names =
        List.of(
            "events",
            "bytes",
            "storedBytes",
            "earliestEventTime",
            "latestEventTime",
            "sha256",
            "storedSha256",
            "merkleRoot");
    DeliveredObject object = kept(2).objects().get(1);
    fixture.alter(2, kept -> with(kept, kept.delivery(), replaced(kept, field)));

    assertThat(fixture.fields(2))
        .containsExactly("history.objects[" + object.key() + "]." + names.get(field));
  }

  @Test
  void aRecordThatIsMissingOrTooMuchIsFound() throws InterruptedException {
    List<DeliveredObject> objects = kept(2).objects();
    fixture.alter(2, kept -> with(kept, kept.delivery(), objects.subList(1, objects.size())));
    fixture.alter(3, kept -> with(kept, kept.delivery(), objects.subList(0, 1)));

    String field = "history.objects[" + objects.getFirst().key() + "]";
    assertThat(fixture.result(2))
        .isEqualTo(new Different(List.of(new Difference(field, "an object", "nothing")), 1));
    assertThat(fixture.result(3))
        .isEqualTo(new Different(List.of(new Difference(field, "nothing", "an object")), 1));
  }

  @Test
  void whatTheHistoryCountsWronglyIsFound() throws InterruptedException {
    Delivery wrong = new Delivery(1, 2, 3, List.of());
    fixture.alter(2, kept -> with(kept, wrong, kept.objects()));

    assertThat(fixture.fields(2))
        .containsExactly("history.events", "history.suppressed", "history.expired", "history.keys");
  }

  @Test
  void whatIsStoredUncompressedFollowsFromTheLog() throws InterruptedException {
    SelfCheckFixture plain =
        new SelfCheckFixture(new OutputSettings(Compression.NONE, Layout.HIVE_HOURLY, true));
    ExportJob job = plain.deliver(60);
    plain.ledger.alter(job.id(), kept -> with(kept, kept.delivery(), replaced(kept, 6)));

    assertThat(plain.fields(1)).singleElement().asString().endsWith("].storedSha256");
  }

  @Test
  void aJobBeforeThatWasReplacedIsFoundByItsSuccessor() throws InterruptedException {
    SignedDocument replaced = signed(with(manifest(kept(1)), List.of()));
    fixture.alter(2, kept -> with(kept, new SealedJob.Before.Known(replaced)));
    fixture.alter(3, kept -> with(kept, new SealedJob.Before.Unknown()));

    assertThat(fixture.fields(2)).containsExactly("previous");
    assertThat(fixture.result(3)).as("forgotten").isEqualTo(new Same());
  }

  @Test
  void ofManyDifferencesAFewAreTold() throws InterruptedException {
    SelfCheckFixture large = new SelfCheckFixture(OutputSettings.DEFAULT);
    large.engine.appendVaried(400, 30, 1);
    ExportJob job = large.engine.plan();
    large.engine.deliver();
    large.ledger.alter(job.id(), kept -> with(kept, kept.delivery(), List.of()));

    assertThat(large.result(1))
        .isInstanceOfSatisfying(
            Different.class,
            different -> {
              assertThat(different.first()).hasSize(20);
              assertThat(different.all()).isEqualTo(large.engine.objects().size());
            });
  }

  private SealedJob kept(int sequence) {
    return fixture.ledger.find(fixture.job(sequence).id()).orElseThrow();
  }

  private void alterManifest(int sequence, UnaryOperator<String> alteration) {
    Manifest altered = manifest(forged(document(kept(sequence)), alteration));
    fixture.alter(sequence, kept -> with(kept, signed(altered)));
  }
}
