package dev.waybill.server.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier of the specification, in another language, and what a server delivers. */
class SpecificationVerifierRealIT {
  private static final Path SCRIPT =
      Path.of("..", "docs", "spec", "verify_manifest.py").toAbsolutePath().normalize();
  private static final int NOT_VERIFIED = 4;

  @TempDir private Path folder;

  @Test
  void verifiesWhatAServerDelivered() throws IOException, InterruptedException {
    try (TestingServer server = TestingServer.start(folder.resolve("server"), Map.of())) {
      BusyExport export = new BusyExport(server);
      String firstKey = export.keySet().path("keys").get(0).toString();
      Path key = Files.writeString(folder.resolve("key.jwk.json"), firstKey + "\n");
      export.deliver();
      export.rotateTheSigningKey();
      export.deliver();
      Verified.place(export.place(), export.keySet());

      assertThat(verify(key, export.place())).isZero();
      assertThat(output()).isEmpty();

      Path lost = anObject(export.place());
      Files.delete(lost);
      assertThat(verify(key, export.place())).isEqualTo(NOT_VERIFIED);
      assertThat(output()).isEqualTo("MISSING_OBJECT " + export.place().relativize(lost));
    }
  }

  private int verify(Path key, Path place) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of("python3", SCRIPT.toString(), "--key", key.toString(), place.toString()))
            .redirectOutput(folder.resolve("output").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"), UTF_8).strip();
  }

  private static Path anObject(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place.resolve("events"))) {
      return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
  }
}
