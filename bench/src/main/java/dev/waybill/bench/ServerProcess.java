package dev.waybill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real server as a process of its own, so that its CPU time and memory are its own. */
final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Path data;
  private final int port;
  private final Duration startTime;

  private ServerProcess(Process process, Path data, int port, Duration startTime) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.startTime = startTime;
  }

  /**
   * @param jvmOptions such as {@code -Xmx256m}
   * @param exports a folder that directory exports may go to
   */
  static ServerProcess start(Path data, Path exports, List<String> jvmOptions) {
    try {
      int port = freePort();
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(jvmOptions);
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add("dev.waybill.server.Main");
      command.add("server");
      Files.createDirectories(data);
      Files.createDirectories(exports);
      Files.createDirectories(exports);
      Path output = data.resolveSibling(data.getFileName() + ".out");
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().put("WAYBILL_DATA_DIRECTORY", data.toString());
      builder.environment().put("WAYBILL_SERVER_PORT", Integer.toString(port));
      builder.environment().put("WAYBILL_MANAGEMENT_PORT", Integer.toString(freePort()));
      builder.environment().put("WAYBILL_STORAGE_DIRECTORY_ROOTS", exports.toString());
      builder.environment().put("WAYBILL_STORAGE_ALLOW_PRIVATE_ADDRESSES", "true");
      builder.environment().put("WAYBILL_STORAGE_S3_ENDPOINTS", "*");
      long started = System.nanoTime();
      Process process = builder.start();
      awaitPort(process, port, output);
      return new ServerProcess(process, data, port, Duration.ofNanos(System.nanoTime() - started));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitPort(Process process, int port, Path output) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        pause();
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("The server did not start: " + Files.readString(output));
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the server starts", e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  int port() {
    return port;
  }

  /** From the start of the process until its port answered. */
  Duration startTime() {
    return startTime;
  }

  String operatorKey() {
    try {
      return Files.readString(data.resolve("operator-key"), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** User and system time so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** The physical memory that the process holds now, in bytes. */
  long memory() {
    return Machine.memory(process.pid());
  }

  /** The most physical memory the process ever held, in bytes. */
  long peakMemory() {
    return Machine.peakMemory(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
