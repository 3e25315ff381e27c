package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.PlaceCase;
import dev.waybill.manifest.PlaceCases;
import dev.waybill.manifest.SampleKeys;
import dev.waybill.manifest.SampleStreams;
import dev.waybill.manifest.StreamFixture;
import dev.waybill.manifest.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyTest {
  @TempDir private Path folder;

  /** All but the one without keys, which the command refuses. */
  static Stream<PlaceCase> places() {
    return PlaceCases.all()
        .filter(place -> !place.trusted().isEmpty() || !place.options().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("places")
  void reportsWhatIsSo(PlaceCase place) throws IOException {
    List<String> arguments = new ArrayList<>(place.options());
    for (VerificationKey key : place.trusted()) {
      arguments.addAll(List.of("--key", keyFile(key).toString()));
    }
    arguments.addAll(List.of("-o", "json", written(place.objects()).toString()));

    Ran ran = verify(arguments);

    JsonNode report = JsonMapper.shared().readTree(ran.out());
    List<String> lines =
        report
            .path("observations")
            .valueStream()
            .map(o -> o.path("code").asString() + " " + o.path("object").asString())
            .map(String::strip)
            .toList();
    assertThat(lines).containsExactlyInAnyOrderElementsOf(place.report());
    assertThat(report.path("verified").asBoolean()).isEqualTo(!place.fails());
    assertThat(ran.exitCode()).isEqualTo(place.fails() ? 4 : 0);
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void tellsPeopleWhatIsProven() throws IOException {
    Path place = written(SampleStreams.complete().place());

    Ran ran = verify(List.of("--key", firstKey(), place.toString()));

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains(
            "Stream " + StreamFixture.STREAM + " of tenant acme",
            "  jobs 1-10, ",
            "  complete through 2026-11-21T00:00:00Z, job 10",
            "Not checked: whether the ends of streams, or whole streams, were removed")
        .endsWith("Verified: " + place + ", 0 findings, 0 warnings.\n");
  }

  @Test
  void tellsPeopleWhatIsWrong() throws IOException {
    SortedMap<String, byte[]> objects = new TreeMap<>(SampleStreams.complete().place());
    String object = objects.tailMap("events/").firstKey();
    objects.remove(object);
    objects.put("events/\u001b[2Kgone", new byte[1]);

    Ran ran = verify(List.of("--key", firstKey(), written(objects).toString()));

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.out())
        .contains(
            "FINDING MISSING_OBJECT " + object + "\n  expected content of ",
            "\n  found    nothing\n",
            "FINDING EXTRA_OBJECT events/?[2Kgone\n",
            "  reaches 2026-11-21T00:00:00Z, job 10",
            "NOT verified: ")
        .doesNotContain("complete through", "\u001b");
  }

  /** The link leads to a file of the machine that cannot be read from its start. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatAPlaceWasNotWhollyRead() throws IOException {
    SortedMap<String, byte[]> objects = new TreeMap<>(SampleStreams.complete().place());
    String unreadable = objects.tailMap("events/").firstKey();
    Path place = written(objects);
    Files.delete(place.resolve(unreadable));
    Files.createSymbolicLink(place.resolve(unreadable), Path.of("/proc/self/mem"));

    Ran text = verify(List.of("--key", firstKey(), place.toString()));
    Ran json = verify(List.of("--key", firstKey(), "-o", "json", place.toString()));
    Files.writeString(place.resolve("events/extra"), "x");
    Ran worse = verify(List.of("--key", firstKey(), place.toString()));
    Files.delete(place.resolve(unreadable));

    assertThat(text.exitCode()).isEqualTo(1);
    assertThat(text.out())
        .contains(
            "ERROR NOT_READ " + unreadable + "\n  expected content of ",
            "Not wholly read: 1 object could not be read, so there may be more findings.\n")
        .endsWith("NOT verified: " + place + ", 0 findings, 0 warnings.\n");
    assertThat(json.exitCode()).isEqualTo(1);
    JsonNode report = JsonMapper.shared().readTree(json.out());
    assertThat(report.path("verified").asBoolean(true)).isFalse();
    assertThat(report.path("whollyRead").asBoolean(true)).isFalse();
    assertThat(report.path("errors").asInt()).isEqualTo(1);
    assertThat(report.path("streams").path(0).has("completeThrough")).isFalse();
    assertThat(report.path("streams").path(0).path("reaches").asString("")).isNotEmpty();
    assertThat(worse.exitCode()).isEqualTo(4);
  }

  @Test
  void listsOnlyTheFirstOfManyToPeople() throws IOException {
    SortedMap<String, byte[]> objects = new TreeMap<>(SampleStreams.complete().place());
    for (int i = 100; i < 150; i++) {
      objects.put("events/extra-" + i, new byte[1]);
    }

    Ran ran = verify(List.of("--key", firstKey(), written(objects).toString()));

    assertThat(ran.out())
        .contains("events/extra-119", "... and 30 more of EXTRA_OBJECT")
        .doesNotContain("events/extra-120");
  }

  @Test
  void saysThatAProofByTheBucketsKeyIsOnlyAsGoodAsTheBucket() throws IOException {
    Ran ran =
        verify(List.of("--trust-bucket-key", written(SampleStreams.complete().place()).toString()));

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("this proof is only as good as the place");
  }

  @Test
  void takesKeysFromASetOfManyKinds() throws IOException {
    Path set =
        Files.writeString(
            folder.resolve("jwks.json"),
            "{ \"keys\": [ {\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"},\n  "
                + SampleKeys.FIRST.publicKey().jwk()
                + " ] }");

    Ran ran =
        verify(
            List.of(
                "--jwks", set.toString(), written(SampleStreams.complete().place()).toString()));

    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void takesNoKeysThatCouldBeChangedOnTheWay() {
    Ran ran = verify(List.of("--jwks", "http://example.com/jwks.json", folder.toString()));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            "waybill: http://example.com/jwks.json could be changed on its way here: use https, or a"
                + " file.\n");
  }

  @Test
  void demandsThatStreamsAreAsYoungAsIsSaid() throws IOException {
    Path place = written(SampleStreams.complete().place());

    Ran old = verify(List.of("--key", firstKey(), "--max-age", "1s", place.toString()));
    Ran young = verify(List.of("--key", firstKey(), "--max-age", "999999d", place.toString()));

    assertThat(old.exitCode()).isEqualTo(4);
    assertThat(old.out()).contains("FINDING NOT_COMPLETE_THROUGH " + StreamFixture.STREAM);
    assertThat(young.exitCode()).isZero();
  }

  @Test
  void saysThatTimesInNumbersAreMilliseconds() throws IOException {
    Ran ran =
        verify(List.of("--key", firstKey(), "--expect-through", "1795219200", folder.toString()));

    assertThat(ran.err())
        .startsWith("waybill: --expect-through takes a number for milliseconds since 1970")
        .contains("1970-01-21T18:40:19.200Z");
  }

  @Test
  void saysThatOnlyAStreamIsMissedIfItIsNamed() throws IOException {
    Path place = written(SampleStreams.complete().place());
    List<String> expected =
        List.of("--key", firstKey(), "--tenant", "acme", "--max-age", "999999d", place.toString());

    Ran ofTenant = verify(expected);
    Ran ofStream =
        verify(
            Stream.concat(Stream.of("--stream", StreamFixture.STREAM.toString()), expected.stream())
                .toList());

    assertThat(ofTenant.out()).contains("Not checked: whether whole streams were removed;");
    assertThat(ofStream.out()).doesNotContain("Not checked");
  }

  @Test
  void saysThatARevokedKeyIsUnknown() throws IOException {
    String place = written(SampleStreams.complete().place()).toString();
    String unknown = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    String revoked = unknown + "@" + StreamFixture.STREAM + ":3";
    String known = SampleKeys.THIRD.key() + "@" + StreamFixture.STREAM + ":11";

    Ran text = verify(List.of("--key", firstKey(), "--revoked", revoked, place));
    Ran json = verify(List.of("--key", firstKey(), "--revoked", revoked, "-o", "json", place));
    Ran right = verify(List.of("--key", firstKey(), "--revoked", known, place));

    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).contains("No document names the key " + unknown);
    assertThat(JsonMapper.shared().readTree(json.out()).path("unknownRevokedKeys"))
        .singleElement()
        .returns(unknown, JsonNode::asString);
    assertThat(right.out()).doesNotContain("No document names");
  }

  @Test
  void saysOfWhichJobsAStreamIsComplete() throws IOException {
    Path place = written(SampleStreams.movedAndBack().place(0));

    Ran ran = verify(List.of("--key", firstKey(), place.toString()));

    assertThat(ran.out())
        .contains("  complete through 2026-11-20T21:00:00Z, job 7 (of the jobs here)\n");
  }

  @Test
  void countsNotesIfThereAreAny() throws IOException {
    Path place = written(SampleStreams.complete().leaveOpen(SampleStreams.usual(11)).place());

    Ran ran = verify(List.of("--key", firstKey(), place.toString()));

    assertThat(ran.out()).endsWith("Verified: " + place + ", 0 findings, 0 warnings, 3 notes.\n");
  }

  @Test
  void refusesToProveAnythingWithoutAKey() throws IOException {
    Ran ran = verify(List.of(written(SampleStreams.complete().place()).toString()));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("waybill: Give the service's public keys with --key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gs://                              | is not the name of a bucket",
        "gs://UPPER/path                    | is not the name of a bucket",
        "gcs://b/path                       | is not the name of a bucket",
        "azure://account                    | An Azure place is azure://ACCOUNT/CONTAINER/PATH.",
        "azure://account/                   | An Azure place is azure://ACCOUNT/CONTAINER/PATH.",
        "azure://my_account/container       | is not the name of a storage account",
        "azure://a.dfs.core.windows.net/c/p | is not the name of a storage account",
        "azure://account/a--b/path          | is not the name of a container",
        "azure://account/container/a/../b   | must not contain the segments",
        "s3://                              | The bucket is empty",
        "S3://bucket/path                   | A place is s3://BUCKET/PATH, gs://BUCKET/PATH, azure",
        "file:///tmp                        | A place is s3://BUCKET/PATH, gs://BUCKET/PATH, azure"
      })
  void refusesAPlaceThatIsNone(String place, String reason) throws IOException {
    Ran ran = verify(List.of("--key", firstKey(), place));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err().lines()).singleElement().asString().contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://bucket/path", "azure://account/container/path", "."})
  void refusesOptionsOfAnotherStore(String place) throws IOException {
    Ran ran = verify(List.of("--key", firstKey(), "--region", "eu-west-1", place));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err().lines()).singleElement().asString().contains("for s3:// places only");
  }

  @Test
  void refusesAnEndpointOfADirectory() throws IOException {
    Ran ran = verify(List.of("--key", firstKey(), "--endpoint", "http://127.0.0.1:1", "."));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("A directory has no --endpoint.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--max-age=soon",
        "--expect-through=yesterday",
        "--expect-through=1795219200",
        "--expect-through=-1",
        "--tenant=.",
        "--stream=1",
        "--revoked=key",
        "--key=none",
        "--jwks=none"
      })
  void saysWhichOptionIsWrong(String option) throws IOException {
    Ran ran = verify(List.of("--key", firstKey(), option, folder.toString()));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("waybill: ");
  }

  @Test
  void saysThatADirectoryIsNotThere() throws IOException {
    Ran ran = verify(List.of("--key", firstKey(), folder.resolve("none").toString()));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).startsWith("waybill: There is no directory ");
  }

  @Test
  void refusesAKeyThatIsNotTheOneItSays() throws IOException {
    Path key =
        Files.writeString(
            folder.resolve("wrong.jwk.json"),
            SampleKeys.FIRST
                .publicKey()
                .jwk()
                .replace(SampleKeys.FIRST.key().value(), SampleKeys.SECOND.key().value()));

    Ran ran = verify(List.of("--key", key.toString(), folder.toString()));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("says that its key is " + SampleKeys.SECOND.key());
  }

  private static Ran verify(List<String> arguments) {
    return Ran.command(
        Stream.concat(Stream.of("verify"), arguments.stream()).toArray(String[]::new));
  }

  private String firstKey() throws IOException {
    return keyFile(SampleKeys.FIRST.publicKey()).toString();
  }

  private Path keyFile(VerificationKey key) throws IOException {
    return Files.write(folder.resolve(key.id() + ".jwk.json"), key.encode());
  }

  private Path written(SortedMap<String, byte[]> objects) throws IOException {
    Path place = Files.createDirectories(folder.resolve("place"));
    for (Map.Entry<String, byte[]> object : objects.entrySet()) {
      Path file = place.resolve(object.getKey());
      Files.createDirectories(file.resolveSibling(""));
      Files.write(file, object.getValue());
    }
    return place;
  }
}
