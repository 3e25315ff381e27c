package dev.waybill.stores.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.storage.StoragePath;
import dev.waybill.stores.network.PrivateAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Azurite, Microsoft's emulator, which checks keys and signatures; {@code .ci/azurite} brings it.
 */
final class AzuriteProcess implements AutoCloseable {
  static final String ACCOUNT = "waybilltest";
  static final String KEY =
      Base64.getEncoder().encodeToString("a key of sixty-four bytes or less".getBytes(UTF_8));

  private static final Path PROGRAM =
      Path.of("../target/azurite/node_modules/azurite/dist/src/blob/main.js");
  private static final String READY = "successfully listens on ";

  private final Process process;
  private final URI url;

  private AzuriteProcess(Process process) {
    this.process = process;
    this.url = awaitReady(process);
  }

  /** Starts on a free port and waits until it answers. What it stores ends with it. */
  static AzuriteProcess start() {
    return start(List.of());
  }

  /** The same with TLS, without which it takes no tokens. */
  static AzuriteProcess startWithTls(PrivateAuthority authority, Path folder) {
    return start(
        List.of(
            "--oauth",
            "basic",
            "--cert",
            authority.serverCertificate(folder).toString(),
            "--key",
            authority.serverKey(folder).toString()));
  }

  private static AzuriteProcess start(List<String> options) {
    if (!Files.exists(PROGRAM)) {
      throw new IllegalStateException("Azurite is not there: run .ci/azurite once.");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                PROGRAM.toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                "0",
                "--inMemoryPersistence",
                "--silent",
                "--skipApiVersionCheck",
                "--disableTelemetry"));
    command.addAll(options);
    ProcessBuilder node = new ProcessBuilder(command).redirectErrorStream(true);
    node.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
    try {
      return new AzuriteProcess(node.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As settings name it. */
  String endpoint() {
    return url.resolve("/") + "{account}";
  }

  AzureFolder folder(String container, String path) {
    return new AzureFolder(
        ACCOUNT, container, new StoragePath(path), Optional.of(url.resolve("/" + ACCOUNT)));
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static URI awaitReady(Process process) {
    try {
      BufferedReader output = process.inputReader(UTF_8);
      String line = output.readLine();
      while (line != null && !line.contains(READY)) {
        line = output.readLine();
      }
      if (line == null) {
        process.destroyForcibly();
        throw new IllegalStateException("Azurite ended before it was ready");
      }
      return URI.create(line.substring(line.indexOf(READY) + READY.length()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
