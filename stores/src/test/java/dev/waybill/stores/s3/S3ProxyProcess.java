package dev.waybill.stores.s3;

import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link S3ProxyServer} as a process of its own, which can be killed and costs this one nothing.
 * What lies in its buckets can be read all the time.
 */
public final class S3ProxyProcess implements AutoCloseable {
  private static final String READY = "listening on ";

  private final Path folder;
  private final StoredObjects objects;
  private Process process;
  private URI endpoint;

  private S3ProxyProcess(Path folder, String... buckets) {
    this.folder = folder;
    this.objects = new StoredObjects(folder);
    this.process = launch(0, folder, buckets);
    this.endpoint = awaitReady(process);
  }

  /** Starts on a free port, with these buckets, and waits until it answers. */
  public static S3ProxyProcess start(String... buckets) {
    try {
      return new S3ProxyProcess(Files.createTempDirectory("s3proxy"), buckets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  public long pid() {
    return process.pid();
  }

  /** What it stores. */
  public StoredObjects objects() {
    return objects;
  }

  /** A folder of a bucket there. */
  public S3Location location(String bucket, String path) {
    return new S3Location(
        bucket,
        new StoragePath(path),
        S3ProxyServer.REGION,
        Optional.of(endpoint),
        /* pathStyle= */ true);
  }

  /** {@code kill -9}; what it stored stays. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again after it was killed, on its port and with all that it stored. */
  public void restart() {
    process = launch(endpoint.getPort(), folder);
    endpoint = awaitReady(process);
  }

  /** Ends it at once, as {@code kill -9} does, and removes what it held. */
  @Override
  public void close() {
    kill();
    S3ProxyServer.remove(folder);
  }

  private static Process launch(int port, Path folder, String... buckets) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(S3ProxyServer.class.getName(), Integer.toString(port), folder.toString()));
    command.addAll(List.of(buckets));
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI awaitReady(Process process) {
    try {
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      String line = output.readLine();
      while (line != null && !line.startsWith(READY)) {
        line = output.readLine();
      }
      if (line == null) {
        process.destroyForcibly();
        throw new IllegalStateException("S3Proxy ended before it was ready");
      }
      return URI.create(line.substring(READY.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
