package dev.waybill.stores.s3;

import dev.waybill.storage.Credentials;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * An S3 server on loopback that checks signatures (SigV4) and conditions, over a temporary folder.
 * It knows one access key. What lies in its buckets is read without going through it.
 */
public final class S3ProxyServer implements AutoCloseable {
  public static final String REGION = "us-east-1";
  public static final String ACCESS_KEY_ID = "AKIAWAYBILLTEST00001";
  public static final String SECRET_ACCESS_KEY = "a/secret+only-for-tests";

  private final Path folder;
  private final StoredObjects objects;
  private final S3Proxy server;

  private S3ProxyServer(Path folder, S3Proxy server) {
    this.folder = folder;
    this.objects = new StoredObjects(folder);
    this.server = server;
  }

  /** Starts on a free port over a new folder, without buckets. */
  public static S3ProxyServer start() {
    try {
      return start(0, Files.createTempDirectory("s3proxy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts with sessions of roles besides its access key: those that the STS gave out and that have
   * not ended. What a role may do is not looked at.
   */
  public static S3ProxyServer startForRoles(FakeSts sts) {
    return startForRoles(sts, (_, _) -> {});
  }

  /**
   * The same, and says of each request who makes it about which key, before it is looked at.
   *
   * @param requests takes an access key id and a key, which is empty for a request about a bucket
   */
  public static S3ProxyServer startForRoles(FakeSts sts, BiConsumer<String, String> requests) {
    return startForKeys(
        id -> id.equals(ACCESS_KEY_ID) ? Optional.of(SECRET_ACCESS_KEY) : sts.secretOf(id),
        requests);
  }

  /**
   * Starts with access keys that come and go.
   *
   * @param secrets that of an access key id, if there is such a key when it is asked
   */
  public static S3ProxyServer startForKeys(Function<String, Optional<String>> secrets) {
    return startForKeys(secrets, (_, _) -> {});
  }

  private static S3ProxyServer startForKeys(
      Function<String, Optional<String>> secrets, BiConsumer<String, String> requests) {
    try {
      Path folder = Files.createTempDirectory("s3proxy");
      S3ProxyServer server =
          start(
              folder,
              settings ->
                  settings
                      .endpoint(URI.create("http://127.0.0.1:0"))
                      // It does not know the header with a session's token.
                      .ignoreUnknownHeaders(true));
      WholeObjects blobs = new WholeObjects(folder);
      server.server.setBlobStoreLocator(
          (accessKeyId, _, blob) ->
              Optional.ofNullable(accessKeyId)
                  .map(
                      id -> {
                        requests.accept(id, Objects.requireNonNullElse(blob, ""));
                        return id;
                      })
                  .flatMap(secrets)
                  .map(secret -> new AccessGrant(secret, blobs))
                  .orElse(null));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts with TLS.
   *
   * @param keys a PKCS#12 file with the server's key and certificate
   */
  public static S3ProxyServer startWithTls(Path keys, String password) {
    try {
      return start(
          Files.createTempDirectory("s3proxy"),
          server ->
              server
                  .secureEndpoint(URI.create("https://127.0.0.1:0"))
                  .keyStore(keys.toString(), password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts over a folder, which holds the buckets that lie in it. */
  private static S3ProxyServer start(int port, Path folder) {
    return start(folder, server -> server.endpoint(URI.create("http://127.0.0.1:" + port)));
  }

  private static S3ProxyServer start(Path folder, UnaryOperator<S3Proxy.Builder> listening) {
    try {
      S3Proxy server =
          listening
              .apply(S3Proxy.builder())
              .blobStore(new WholeObjects(folder))
              .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
              .stopTimeout(0)
              .build();
      server.start();
      return new S3ProxyServer(folder, server);
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not start", e);
    }
  }

  /** The access key the server knows. */
  public static Credentials.AccessKey accessKey() {
    return new Credentials.AccessKey(ACCESS_KEY_ID, SECRET_ACCESS_KEY);
  }

  public URI endpoint() {
    int secure = server.getSecurePort();
    return secure > 0
        ? URI.create("https://127.0.0.1:" + secure)
        : URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** A folder of a bucket here. */
  public S3Location location(String bucket, String path) {
    return new S3Location(
        bucket, new StoragePath(path), REGION, Optional.of(endpoint()), /* pathStyle= */ true);
  }

  public void createBucket(String name) {
    objects.createBucket(name);
  }

  /** All keys of a bucket, ascending. */
  public List<String> keys(String bucket) {
    return objects.keys(bucket);
  }

  /** Deletes an object, as its owner may. */
  public void delete(String bucket, String key) {
    objects.delete(bucket, key);
  }

  /** What lies under that key. */
  public Optional<byte[]> read(String bucket, String key) {
    return objects.read(bucket, key);
  }

  /** Stops the server and removes what it holds. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not stop", e);
    }
    remove(folder);
  }

  /**
   * Runs until its standard input ends, so that it does not outlive who started it.
   *
   * @param arguments a port (0: a free one), the folder for the data, and the buckets to create
   */
  public static void main(String[] arguments) throws IOException {
    S3ProxyServer server = start(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
    Stream.of(arguments).skip(2).forEach(server::createBucket);
    System.out.println("listening on " + server.endpoint());
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
