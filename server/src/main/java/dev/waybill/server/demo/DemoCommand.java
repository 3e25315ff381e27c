package dev.waybill.server.demo;

import dev.waybill.server.operation.Logs;
import dev.waybill.server.settings.InvalidSettingsException;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.settings.SettingsLoader;
import dev.waybill.server.settings.SettingsSource;
import dev.waybill.server.wiring.Outcome;
import dev.waybill.server.wiring.StartFailedException;
import dev.waybill.server.wiring.WaybillServer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/** {@code waybill demo [--once]}. */
public final class DemoCommand {
  private static final String USAGE =
      """
      Usage: waybill demo [--once]
        Sends 50,000 events to a server of its own, exports them into a directory, checks that each is
        there exactly once, and verifies it as a customer would. Then the server stays, for you to
        play with.
        --once         exit when that is done\
      """;

  private final PrintStream out;
  private final PrintStream errors;
  private volatile boolean ending;

  public DemoCommand(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /** Does what the arguments after {@code demo} ask for. */
  public Outcome run(List<String> arguments) throws IOException, InterruptedException {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.println(USAGE);
      return Outcome.DONE;
    }
    if (!arguments.isEmpty() && !arguments.equals(List.of("--once"))) {
      errors.println(USAGE);
      return Outcome.USAGE;
    }
    Path folder = Files.createTempDirectory("waybill-demo");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "demo-end"));
    SpringApplication.getShutdownHandlers().add(() -> remove(folder));
    try {
      return run(folder, arguments.isEmpty() ? Outcome.RUNNING : Outcome.DONE);
    } catch (InvalidSettingsException | StartFailedException e) {
      errors.println(e.getMessage());
    } catch (IllegalStateException | UncheckedIOException e) {
      if (!ending) {
        errors.println("The demo failed: " + e.getMessage());
      }
    }
    return Outcome.FAILED;
  }

  /**
   * Runs the demo in that folder.
   *
   * @param success what it comes to when every event was delivered
   */
  private Outcome run(Path folder, Outcome success) throws IOException, InterruptedException {
    var key = new AtomicReference<>("");
    WaybillServer server = start(folder, key);
    if (!deliver(server, key.get(), folder)) {
      return Outcome.FAILED;
    }
    if (success == Outcome.RUNNING) {
      out.printf(
          """

          The server stays until you press Ctrl-C; then all of it is removed.
            export WAYBILL_HOST=%s
            export WAYBILL_API_KEY=%s
            waybill audit exportConfig list --tenant %s -o table
            waybill verify %s --jwks %s/.well-known/jwks.json
          """,
          server.api(), key.get(), Demo.TENANT, Demo.place(exports(folder)), server.api());
    }
    return success;
  }

  private static WaybillServer start(Path folder, AtomicReference<String> key) throws IOException {
    Path exports = Files.createDirectories(exports(folder));
    Settings settings =
        SettingsLoader.load(
                new SettingsSource(
                    Optional.empty(),
                    Map.of(),
                    Map.of(
                        "data.directory", folder.resolve("data").toString(),
                        "server.port", "0",
                        "management.port", "0",
                        "storage.directory-roots", exports.toString(),
                        "log.level", "WARN")))
            .settings();
    Logs.setUp(settings.log());
    return WaybillServer.start(settings, key::set);
  }

  private boolean deliver(WaybillServer server, String operatorKey, Path folder)
      throws IOException, InterruptedException {
    try (var client = new DemoClient(server.api())) {
      return new Demo(client, operatorKey, exports(folder), InstantSource.system(), out).run();
    }
  }

  private static Path exports(Path folder) {
    return folder.resolve("exports");
  }

  /** However the process ends, nothing of the demo stays. Comes when the server is closed. */
  private void remove(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      errors.println("Left behind: " + folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
