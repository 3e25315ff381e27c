package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.ceph.CephAccount;
import dev.waybill.stores.ceph.CephGateway;
import dev.waybill.stores.ceph.CephUser;
import dev.waybill.stores.network.CaBundle;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Deliveries into a bucket that keeps every object for a day. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CephObjectLockRealIT {
  private static final String BUCKET = "locked";
  private static final ObjectKey SMALL = new ObjectKey("events/small");
  private static final ObjectKey LARGE = new ObjectKey("events/large");

  private final CephGateway gateway = CephGateway.shared();
  private final CephAccount account = gateway.openAccount();
  private final CephUser writer = account.addUser("writer");
  private final S3Stores stores =
      new S3Stores(
          TestSettings.withOneConnection(
              Optional.empty(), Optional.of(CaBundle.read(gateway.certificate()))),
          TestSettings.TIME);

  CephObjectLockRealIT() {
    account.createLockedBucket(BUCKET);
    account.allowUser(
        writer,
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Action": "s3:PutObject", "Resource": "arn:aws:s3:::locked/*"}]}\
        """);
  }

  @AfterAll
  void stop() {
    stores.close();
    account.close();
  }

  @Test
  void storesAndKeepsObjectsWithoutTls() {
    delivers(gateway.location(BUCKET, "http"));
  }

  @Test
  void storesAndKeepsObjectsByTls() {
    delivers(gateway.tlsLocation(BUCKET, "https"));
  }

  /** In a bucket with versions Ceph 16 does not look whether a name is taken. */
  @Test
  void whatLiesUnderATakenNameStaysAsAVersion() {
    S3Location location = gateway.location(BUCKET, "versions");
    try (ObjectStore store = stores.open(location, writer.key())) {
      store.put(SMALL, new byte[] {1});
      assertThat(store.put(SMALL, new byte[] {2})).isEqualTo(new PutOutcome.Stored());
    }

    assertThat(account.versions(BUCKET, location.path().resolve(SMALL)))
        .containsExactly(new byte[] {2}, new byte[] {1});
  }

  private void delivers(S3Location location) {
    byte[] large = new byte[S3Settings.DEFAULTS.partBytes() + 1];
    try (ObjectStore store = stores.open(location, writer.key())) {
      assertThat(store.put(SMALL, new byte[] {1})).isEqualTo(new PutOutcome.Stored());
      try (ObjectUpload upload = store.begin(LARGE)) {
        upload.write(large, 0, large.length);
        assertThat(upload.finish()).isEqualTo(new PutOutcome.Stored());
      }
    }
    for (ObjectKey key : new ObjectKey[] {SMALL, LARGE}) {
      assertThat(account.lockedUntil(BUCKET, location.path().resolve(key)))
          .isAfter(Instant.now().plusSeconds(3_600));
    }
    assertThat(account.read(BUCKET, location.path().resolve(SMALL))).contains(new byte[] {1});
    assertThat(account.read(BUCKET, location.path().resolve(LARGE))).contains(large);
  }
}
