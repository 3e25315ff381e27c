package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The verifier of the specification, in another language, finds what is to be found. */
class VerifyManifestScriptRealIT {
  private static final Path SCRIPT =
      Path.of("..", "docs", "spec", "verify_manifest.py").toAbsolutePath().normalize();

  @TempDir private Path folder;

  static Stream<PlaceCase> places() {
    return PlaceCases.all();
  }

  @ParameterizedTest
  @MethodSource("places")
  void reportsWhatIsSo(PlaceCase place) throws IOException, InterruptedException {
    Result result = verify(write(place.objects()), place.trusted(), place.options());

    assertThat(result.lines()).containsExactlyInAnyOrderElementsOf(place.report());
    assertThat(result.exitCode()).isEqualTo(place.fails() ? 4 : 0);
  }

  /** As the command reads and prints them. */
  @Test
  void takesNamesAndLinksForWhatTheyAre() throws IOException, InterruptedException {
    Path place = write(SampleStreams.complete().place());
    Path events = place.resolve("events");
    Path outside = Files.createDirectories(folder.resolve("outside/deeper"));
    Files.write(outside.resolve("file"), new byte[1]);
    Files.createSymbolicLink(events.resolve("away"), outside);
    Files.createSymbolicLink(events.resolve("back"), events);
    Files.createSymbolicLink(events.resolve("nowhere"), events.resolve("nowhere"));
    Files.createSymbolicLink(events.resolve("link"), outside.resolve("file"));
    Files.write(events.resolve("line\nUNCOMMITTED x\u001b[2J"), new byte[1]);
    String deep = "a/".repeat(1100);
    Files.createDirectories(events.resolve(deep));
    Files.write(events.resolve(deep + "z"), new byte[1]);

    Result result = verify(place, List.of(SampleKeys.FIRST.publicKey()), List.of());

    assertThat(result.lines())
        .containsExactlyInAnyOrder(
            "EXTRA_OBJECT events/away",
            "EXTRA_OBJECT events/back",
            "EXTRA_OBJECT events/link",
            "EXTRA_OBJECT events/line?UNCOMMITTED x?[2J",
            "EXTRA_OBJECT events/" + deep + "z");
  }

  /** Links lead to a file of the machine that cannot be read from its start. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void namesWhatCannotBeReadAndVerifiesTheRest() throws IOException, InterruptedException {
    SortedMap<String, byte[]> objects = SampleStreams.complete().place();
    String object = objects.tailMap("events/").firstKey();
    String manifest = new ManifestNames(StreamFixture.STREAM).manifest(3).value();
    Path place = write(objects);
    for (String key : List.of(object, manifest)) {
      Files.delete(place.resolve(key));
      Files.createSymbolicLink(place.resolve(key), Path.of("/proc/self/mem"));
    }

    Result result = verify(place, List.of(SampleKeys.FIRST.publicKey()), List.of());
    Files.write(place.resolve("events/extra"), new byte[1]);
    Result worse = verify(place, List.of(SampleKeys.FIRST.publicKey()), List.of());
    for (String key : List.of(object, manifest)) {
      Files.delete(place.resolve(key));
    }

    assertThat(result.lines()).contains("NOT_READ " + object, "NOT_READ " + manifest);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(worse.exitCode()).isEqualTo(4);
  }

  @Test
  void refusesTimesInSeconds() throws IOException, InterruptedException {
    Result result = verify(folder, List.of(), List.of("--expect-through", "1795219200"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors()).contains("milliseconds");
  }

  @Test
  void saysThatARevokedKeyIsUnknown() throws IOException, InterruptedException {
    String revoked = SampleKeys.THIRD.key() + "@" + StreamFixture.STREAM + ":1";

    Result result =
        verify(
            write(PlaceCases.newStream().place()),
            List.of(SampleKeys.FIRST.publicKey()),
            List.of("--revoked", revoked));

    assertThat(result.exitCode()).isZero();
    assertThat(result.errors()).startsWith("No document names the key " + SampleKeys.THIRD.key());
  }

  private record Result(int exitCode, List<String> lines, String errors) {}

  private Path write(Map<String, byte[]> objects) throws IOException {
    Path place = Files.createDirectory(folder.resolve("place"));
    for (Map.Entry<String, byte[]> object : objects.entrySet()) {
      Path file = place.resolve(object.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, object.getValue());
    }
    return place;
  }

  private Result verify(Path place, List<VerificationKey> trusted, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    for (VerificationKey key : trusted) {
      Path file = Files.write(folder.resolve(key.id() + ".jwk.json"), key.encode());
      command.addAll(List.of("--key", file.toString()));
    }
    command.addAll(options);
    command.add(place.toString());
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");

    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();

    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(output, UTF_8).lines().filter(line -> !line.isEmpty()).toList(),
        Files.readString(errors, UTF_8));
  }
}
