package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.Stores;
import dev.waybill.time.SettableTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people read when a connection to a server that checks signatures does not work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3AccessIT {
  private static final String BUCKET = "audit-events";

  private final S3ProxyServer server = S3ProxyServer.start();
  private final SettableTime time = new SettableTime(Instant.EPOCH);
  private final Stores stores =
      OnlyS3.stores(new S3Stores(TestSettings.forLoopback(), TestSettings.TIME), time);
  private final ConnectionTester tester = new ConnectionTester(stores, time);

  @BeforeAll
  void createBucket() {
    server.createBucket(BUCKET);
  }

  @AfterAll
  void stop() {
    stores.close();
    server.close();
  }

  @Test
  void leavesTheMarkerAndSucceedsAgainWhenItIsThere() {
    S3Location location = server.location(BUCKET, "works");

    assertThat(test(location, S3ProxyServer.accessKey()).status()).isEqualTo("SUCCESS");
    assertThat(test(location, S3ProxyServer.accessKey()).status()).isEqualTo("SUCCESS");

    assertThat(server.keys(BUCKET)).contains("works/.waybill.export.log");
  }

  @Test
  void tellsAWrongSecret() {
    ConnectionTest result =
        test(
            server.location(BUCKET, "p"),
            new AccessKey(S3ProxyServer.ACCESS_KEY_ID, "not-the-secret"));

    assertThat(code(result)).isEqualTo("WRONG_SECRET");
    assertThat(result.status())
        .startsWith("Error writing to s3://audit-events/p at http://127.0.0.1:")
        .endsWith(
            " with access key AKIAWAYBILLTEST00001 - the secret access key does not belong to the"
                + " access key id AKIAWAYBILLTEST00001")
        .doesNotContain("not-the-secret");
  }

  @Test
  void tellsAnUnknownKeyId() {
    ConnectionTest result =
        test(server.location(BUCKET, "p"), new AccessKey("AKIAUNKNOWN", "whatever"));

    assertThat(code(result)).isEqualTo("UNKNOWN_ACCESS_KEY");
    assertThat(result.status()).endsWith("the access key id AKIAUNKNOWN does not exist");
  }

  @Test
  void tellsAMissingBucket() {
    ConnectionTest result = test(server.location("no-such-bucket", "p"), S3ProxyServer.accessKey());

    assertThat(code(result)).isEqualTo("NO_SUCH_BUCKET");
    assertThat(result.status()).endsWith(" - the bucket 'no-such-bucket' does not exist");
  }

  @Test
  void tellsAStoppedServer() {
    S3Location location;
    try (S3ProxyServer stopped = S3ProxyServer.start()) {
      location = stopped.location(BUCKET, "p");
    }

    ConnectionTest result = test(location, S3ProxyServer.accessKey());

    assertThat(code(result)).isEqualTo("CONNECTION_REFUSED");
    assertThat(result.status()).endsWith(" refuses connections");
  }

  @Test
  void tellsThatAnAccessKeyIsMissing() {
    ConnectionTest result = test(server.location(BUCKET, "p"), new Credentials.None());

    assertThat(code(result)).isEqualTo("ACCESS_KEY_MISSING");
  }

  private ConnectionTest test(S3Location location, Credentials credentials) {
    ConnectionTest result = tester.test(location, credentials).test();
    assertThat(result.testedAt()).isEqualTo(time.now());
    return result;
  }

  private static String code(ConnectionTest result) {
    return result.failure().map(Failure::code).orElse("");
  }
}
