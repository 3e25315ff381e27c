package dev.waybill.stores.ceph;

import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ceph's object gateway, which speaks S3, STS and IAM and judges what users and roles may do by
 * their policies and by those of buckets. It keeps all in memory. Unlike AWS it takes any region,
 * and has no condition {@code sts:ExternalId}: {@link StsFront} stands in for that.
 */
public final class CephGateway implements AutoCloseable {
  /** Any would do. */
  public static final String REGION = "us-east-1";

  /** The one of this JVM, once somebody asked for it. */
  private static final class Shared {
    static final CephGateway GATEWAY = start(folder());

    private static Path folder() {
      try {
        return Files.createTempDirectory("ceph");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final CephDaemons daemons;
  private final Map<String, String> arns = new ConcurrentHashMap<>();

  private CephGateway(CephDaemons daemons) {
    this.daemons = daemons;
  }

  /**
   * The gateway that all tests of this JVM share, each with accounts of its own. It ends with the
   * JVM and is not to be closed.
   */
  public static CephGateway shared() {
    return Shared.GATEWAY;
  }

  /** A gateway that nobody else uses, for a test that ends it. */
  static CephGateway start(Path folder) {
    return new CephGateway(CephDaemons.start(folder));
  }

  public URI endpoint() {
    return daemons.endpoint();
  }

  public URI tlsEndpoint() {
    return daemons.tlsEndpoint();
  }

  /** What vouches for the gateway when it is reached by TLS, as PEM. */
  public Path certificate() {
    return daemons.certificate();
  }

  /** A folder of a bucket here. */
  public S3Location location(String bucket, String path) {
    return location(endpoint(), bucket, path);
  }

  /** A folder of a bucket here, to be reached by TLS. */
  public S3Location tlsLocation(String bucket, String path) {
    return location(tlsEndpoint(), bucket, path);
  }

  /** An account without buckets, users and roles. Names of its buckets are its own. */
  public CephAccount openAccount() {
    long id = ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L);
    return new CephAccount(this, Long.toString(id));
  }

  /** Ends it at once, with all that it stored. */
  @Override
  public void close() {
    daemons.close();
  }

  long pid() {
    return daemons.pid();
  }

  void administer(String... arguments) {
    daemons.administer(arguments);
  }

  void created(CephUser user) {
    arns.put(user.key().accessKeyId(), user.arn());
  }

  /** Whose access key that is. */
  Optional<String> arnOf(String accessKeyId) {
    return Optional.ofNullable(arns.get(accessKeyId));
  }

  private static S3Location location(URI endpoint, String bucket, String path) {
    return new S3Location(
        bucket, new StoragePath(path), REGION, Optional.of(endpoint), /* pathStyle= */ true);
  }
}
