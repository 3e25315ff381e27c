package dev.waybill.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestCertificate;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.time.SettableTime;
import dev.waybill.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a start fails ends in one line that says what to do. */
class ServerCommandIT {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private TimeSource time = new SystemTime();

  @Test
  void checksValidSettings() {
    assertThat(run(Map.of(), "--check")).isEqualTo(Outcome.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("The settings are valid.");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void reportsAllProblemsOfTheSettings() throws IOException {
    Path file = Files.writeString(folder.resolve("other.yaml"), "server: {prot: 1, threads: x}");

    assertThat(run(Map.of(), "--check", "--config", file.toString())).isEqualTo(Outcome.FAILED);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("did you mean 'server.port'?")
        .contains("server.threads: 'x' is wrong")
        .hasLineCount(2);
  }

  @Test
  void reportsFoldersThatCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Map<String, String> settings =
        Map.of(
            "WAYBILL_STORAGE_DIRECTORY_ROOTS",
            "relative," + folder.resolve("none"),
            "WAYBILL_STORAGE_CA_BUNDLE",
            folder.resolve("none.pem").toString(),
            "WAYBILL_DATA_DIRECTORY",
            file.resolve("data").toString());

    assertThat(run(settings, "--check")).isEqualTo(Outcome.FAILED);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("data.directory: " + file.resolve("data") + " cannot be written to")
        .contains("storage.directory-roots: relative is not")
        .contains("storage.ca-bundle:")
        .hasLineCount(4);
  }

  @Test
  void reportsACertificateThatCannotBeUsed() throws IOException {
    TestCertificate.make("EC").writeTo(folder);
    Files.writeString(folder.resolve("key.pem"), TestCertificate.make("EC").keyPem());

    assertThat(run(tls(), "--check")).isEqualTo(Outcome.FAILED);
    assertOneLine().startsWith("server.tls.key: the key is not that of the first certificate");
    errors.reset();
    assertThat(run(tls())).isEqualTo(Outcome.FAILED);
    assertOneLine().startsWith("server.tls.key: the key is not that of the first certificate");
  }

  @Test
  void warnsOfACertificateThatExpiresSoon() throws IOException {
    TestCertificate.make("EC").writeTo(folder);
    time = new SettableTime(Instant.now().plus(Duration.ofDays(80)));

    assertThat(run(tls(), "--check")).isEqualTo(Outcome.DONE);
    assertOneLine().contains("the certificate expires on", "put a new one in its place");

    errors.reset();
    time = new SettableTime(Instant.now().plus(Duration.ofDays(100)));
    assertThat(run(tls(), "--check")).isEqualTo(Outcome.FAILED);
    assertOneLine().contains("the certificate expired on");
  }

  @Test
  void doesNotUnderstandOtherArguments() {
    assertThat(run(Map.of(), "--chek")).isEqualTo(Outcome.USAGE);
    assertThat(run(Map.of(), "--config")).isEqualTo(Outcome.USAGE);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("Not understood: --chek");
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run(Map.of("WAYBILL_SERVER_PORT", port))).isEqualTo(Outcome.FAILED);
      assertOneLine()
          .isEqualTo(
              "Port %s is in use by another process: stop that one, or set server.port to another"
                  + " port.",
              port);
    }
  }

  @Test
  void refusesAManagementPortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run(Map.of("WAYBILL_MANAGEMENT_PORT", port))).isEqualTo(Outcome.FAILED);
      assertOneLine().contains("set management.port to another port");
    }
  }

  @Test
  void refusesAnAddressOfAnotherMachine() {
    assertThat(run(Map.of("WAYBILL_SERVER_ADDRESS", "192.0.2.1"))).isEqualTo(Outcome.FAILED);
    assertOneLine().contains("server.address").doesNotContain("Exception");
  }

  @Test
  void refusesAnAddressThatNobodyKnows() {
    assertThat(run(Map.of("WAYBILL_SERVER_ADDRESS", "no-such-host.invalid")))
        .isEqualTo(Outcome.FAILED);
    assertOneLine().contains("server.address", "no-such-host.invalid").doesNotContain("Exception");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThat(run(Map.of(), "--check", "--config", "none.yaml")).isEqualTo(Outcome.FAILED);
    assertOneLine().isEqualTo("There is no file none.yaml");
  }

  @Test
  void refusesADataDirectoryWithoutAName() {
    assertThat(run(Map.of("WAYBILL_DATA_DIRECTORY", ""), "--check")).isEqualTo(Outcome.FAILED);
    assertOneLine().startsWith("WAYBILL_DATA_DIRECTORY");
  }

  @Test
  void refusesADataDirectoryThatIsInUse() {
    Path used = TestingServer.shared().data();

    assertThat(run(Map.of("WAYBILL_DATA_DIRECTORY", used.toString()))).isEqualTo(Outcome.FAILED);
    assertOneLine().contains("is in use by another Waybill server");
  }

  @Test
  void refusesAFolderOfSomethingElse() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/thesis.txt"), "mine");

    assertThat(run(Map.of())).isEqualTo(Outcome.FAILED);
    assertOneLine().contains("is not a Waybill data directory");
  }

  @Test
  void refusesToStartWithoutTheKeyOfItsSecrets() throws IOException {
    TestingServer.start(folder, Map.of()).stop();
    try (var keys = Files.list(folder.resolve("data/keys"))) {
      for (Path key : keys.toList()) {
        Files.delete(key);
      }
    }

    assertThat(run(Map.of())).isEqualTo(Outcome.FAILED);
    assertOneLine().contains("key");
  }

  @Test
  void refusesALogThatIsBehindItsExports() throws IOException {
    try (var server = TestingServer.start(folder.resolve("one"), Map.of())) {
      var tenant = server.newTenant();
      server.client().events("", "{\"eventType\":\"T\"}").key(tenant.newKey("INGEST")).send();
      server
          .client()
          .post("/api/audit/graphql")
          .key(tenant.newKey("AUDIT"))
          .header("Content-Type", "application/json")
          .body(
              "{\"query\":\"mutation { createDirectoryExportConfiguration(data: {interval: EVERY_HOUR root: \\\"%s\\\" startFrom: \\\"NOW\\\"}) { id } }\"}"
                  .formatted(server.exports()))
          .send();
      server.stop();
      deleteTree(server.data().resolve("log"));
      Files.createDirectory(server.data().resolve("log"));

      assertThat(run(Map.of("WAYBILL_DATA_DIRECTORY", server.data().toString())))
          .isEqualTo(Outcome.FAILED);
      assertOneLine().contains("restore both from one backup");
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (var paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private AbstractStringAssert<?> assertOneLine() {
    String text = errors.toString(StandardCharsets.UTF_8).strip();
    assertThat(text).hasLineCount(1);
    return assertThat(text);
  }

  private Map<String, String> tls() {
    return Map.of(
        "WAYBILL_SERVER_TLS_CERTIFICATE", folder.resolve("chain.pem").toString(),
        "WAYBILL_SERVER_TLS_KEY", folder.resolve("key.pem").toString());
  }

  private Outcome run(Map<String, String> settings, String... arguments) {
    var environment = new HashMap<String, String>();
    environment.put("WAYBILL_DATA_DIRECTORY", folder.resolve("data").toString());
    environment.put("WAYBILL_SERVER_PORT", "0");
    environment.put("WAYBILL_MANAGEMENT_PORT", "0");
    environment.put("WAYBILL_LOG_LEVEL", "WARN");
    environment.putAll(settings);
    return new ServerCommand(
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            time)
        .run(List.of(arguments));
  }
}
