package dev.waybill.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of the packaged command on free ports, and the command that speaks to it. */
final class PackagedServer implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("is ready on (http:\\S+)");
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Path folder;
  private final Process process;
  private final String address;

  private PackagedServer(Path folder, Process process, String address) {
    this.folder = folder;
    this.process = process;
    this.address = address;
  }

  static PackagedServer start(Path folder) throws IOException, InterruptedException {
    Path exports = Files.createDirectory(folder.resolve("exports"));
    Path output = folder.resolve("server.out");
    Process process =
        new Waybill(
                folder,
                Map.of(
                    "WAYBILL_DATA_DIRECTORY",
                    folder.resolve("data").toString(),
                    "WAYBILL_SERVER_PORT",
                    "0",
                    "WAYBILL_MANAGEMENT_PORT",
                    "0",
                    "WAYBILL_STORAGE_DIRECTORY_ROOTS",
                    exports.toString()))
            .start(output, "server");
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline && !process.waitFor(POLL)) {
      Matcher ready = READY.matcher(Files.readString(output));
      if (ready.find()) {
        return new PackagedServer(folder, process, ready.group(1));
      }
    }
    process.destroyForcibly();
    throw new AssertionError("The server did not start: " + Files.readString(output));
  }

  String address() {
    return address;
  }

  Path exports() {
    return folder.resolve("exports");
  }

  /** The command with the operator's key. */
  Waybill operator() throws IOException {
    return with(Files.readString(folder.resolve("data").resolve("operator-key")).strip());
  }

  /** The command with that key. */
  Waybill with(String key) {
    return new Waybill(folder, Map.of("WAYBILL_HOST", address, "WAYBILL_API_KEY", key));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
