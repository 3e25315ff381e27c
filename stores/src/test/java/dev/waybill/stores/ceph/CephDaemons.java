package dev.waybill.stores.ceph;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.stores.network.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The processes of a gateway. They live as long as the standard input of the shell that watches
 * them: however this JVM ends, they end with it.
 */
final class CephDaemons implements AutoCloseable {
  private static final String SCRIPT = "gateway.sh";
  private static final String READY = "ready";

  private final Path folder;
  private final Process shell;
  private final int port;
  private final int tlsPort;

  private CephDaemons(Path folder, Process shell, int port, int tlsPort) {
    this.folder = folder;
    this.shell = shell;
    this.port = port;
    this.tlsPort = tlsPort;
  }

  /**
   * Starts them and waits until the gateway answers, a few seconds.
   *
   * @param folder that is theirs, and goes with them
   */
  static CephDaemons start(Path folder) {
    try {
      int port = FreePort.draw();
      int tlsPort = FreePort.draw();
      Process shell =
          new ProcessBuilder(
                  "bash",
                  "-c",
                  script(),
                  SCRIPT,
                  folder.toString(),
                  Integer.toString(port),
                  Integer.toString(tlsPort),
                  Integer.toString(FreePort.draw()))
              .redirectErrorStream(true)
              .start();
      awaitReady(shell);
      return new CephDaemons(folder, shell, port, tlsPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  URI tlsEndpoint() {
    return URI.create("https://127.0.0.1:" + tlsPort);
  }

  /** What the gateway shows to those who come by TLS, as PEM; nobody else vouches for it. */
  Path certificate() {
    return folder.resolve("cert.pem");
  }

  long pid() {
    return shell.pid();
  }

  /** Runs {@code radosgw-admin}. */
  void administer(String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("radosgw-admin", "-c", folder.resolve("ceph.conf").toString()));
    command.addAll(List.of(arguments));
    try {
      Process admin = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(admin.getInputStream().readAllBytes(), UTF_8);
      if (admin.waitFor() != 0) {
        throw new IllegalStateException(command + " fails: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shell.onExit().join();
  }

  private static String script() throws IOException {
    try (InputStream script =
        Objects.requireNonNull(CephDaemons.class.getResourceAsStream(SCRIPT), SCRIPT)) {
      return new String(script.readAllBytes(), UTF_8);
    }
  }

  private static void awaitReady(Process shell) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader output = shell.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.equals(READY)) {
      said.append(line).append('\n');
      line = output.readLine();
    }
    if (line == null) {
      throw new IllegalStateException(
          "Ceph's object gateway does not start; .ci/run installs it. It said:\n" + said);
    }
  }
}
