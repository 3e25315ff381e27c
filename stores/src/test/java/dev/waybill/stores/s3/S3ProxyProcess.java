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
 */
public final class S3ProxyProcess implements AutoCloseable {
  private static final String READY = "listening on ";

  private final Process process;
  private final Path folder;
  private final URI endpoint;

  private S3ProxyProcess(Process process, Path folder, URI endpoint) {
    this.process = process;
    this.folder = folder;
    this.endpoint = endpoint;
  }

  /** Starts on a free port, with these buckets, and waits until it answers. */
  public static S3ProxyProcess start(String... buckets) {
    try {
      Path folder = Files.createTempDirectory("s3proxy");
      Process process =
          new ProcessBuilder(command(folder, buckets))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      String line = output.readLine();
      while (line != null && !line.startsWith(READY)) {
        line = output.readLine();
      }
      if (line == null) {
        process.destroyForcibly();
        throw new IllegalStateException("S3Proxy ended before it was ready");
      }
      return new S3ProxyProcess(process, folder, URI.create(line.substring(READY.length())));
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

  /** A folder of a bucket there. */
  public S3Location location(String bucket, String path) {
    return new S3Location(
        bucket,
        new StoragePath(path),
        S3ProxyServer.REGION,
        Optional.of(endpoint),
        /* pathStyle= */ true);
  }

  /** Ends it at once, as {@code kill -9} does, and removes what it held. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    S3ProxyServer.remove(folder);
  }

  private static List<String> command(Path folder, String... buckets) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(S3ProxyServer.class.getName(), "0", folder.toString()));
    command.addAll(List.of(buckets));
    return command;
  }
}
