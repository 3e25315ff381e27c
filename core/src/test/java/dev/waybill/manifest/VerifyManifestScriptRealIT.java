package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    Path bucket = Files.createDirectory(folder.resolve("place"));
    for (Map.Entry<String, byte[]> object : place.objects().entrySet()) {
      Path file = bucket.resolve(object.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, object.getValue());
    }
    for (VerificationKey key : place.trusted()) {
      Path file = Files.write(folder.resolve(key.id() + ".jwk.json"), key.encode());
      command.addAll(List.of("--key", file.toString()));
    }
    command.addAll(place.options());
    command.add(bucket.toString());
    Path output = folder.resolve("output");

    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output, UTF_8).lines().filter(line -> !line.isEmpty()))
        .containsExactlyInAnyOrderElementsOf(place.report());
    assertThat(process.exitValue()).isEqualTo(place.fails() ? 4 : 0);
  }
}
