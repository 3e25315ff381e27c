package dev.waybill.server.process;

import dev.waybill.stores.network.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real server process on a data directory that outlives it. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;
  private final int port;

  private ServerProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param folder holds the data directory, the folder for exports, and what servers print
   * @param wrapper what to run the server under, such as {@code strace}; empty for nothing
   */
  static ServerProcess start(Path folder, List<String> wrapper, String... jvmOptions)
      throws IOException, InterruptedException {
    return start(
        new ServerLaunch(
                folder, data(folder), FreePort.draw(), List.of("dev.waybill.server.Main", "server"))
            .under(wrapper)
            .withJvmOptions(jvmOptions));
  }

  /** Starts a server and waits until it answers. */
  public static ServerProcess start(ServerLaunch launch) throws IOException, InterruptedException {
    Path output = launch.folder().resolve("server.out");
    var server = new ServerProcess(launch.process(output).start(), output, launch.port());
    server.awaitAnswer();
    return server;
  }

  static Path data(Path folder) {
    return folder.resolve("data");
  }

  static Path exports(Path folder) {
    return folder.resolve("exports");
  }

  public int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** {@code kill -9}. */
  public void kill() {
    server().destroyForcibly();
    process.onExit().join();
  }

  /** {@code kill -STOP}: it does nothing, and its sockets stay open. */
  public void freeze() throws IOException, InterruptedException {
    Signals.stop(server().pid());
  }

  /** {@code kill -CONT}. */
  public void thaw() throws IOException, InterruptedException {
    Signals.resume(server().pid());
  }

  /** The server itself, also under a wrapper. */
  private ProcessHandle server() {
    return process.children().findFirst().orElse(process.toHandle());
  }

  /** The most physical memory it ever held, in bytes. */
  long peakMemory() throws IOException {
    try (var status = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
      return status
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    }
  }

  /** What an operator's SIGTERM does. */
  @Override
  public void close() {
    server().destroy();
    if (!endedWithin(STOP_LIMIT)) {
      server().destroyForcibly();
      throw new AssertionError("The server did not stop within " + STOP_LIMIT + " of SIGTERM.");
    }
  }

  private boolean endedWithin(Duration limit) {
    try {
      return process.waitFor(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
    kill();
    throw new AssertionError("The server did not start: " + Files.readString(output));
  }
}
