package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A server that checks signatures gets to know a new access key in the middle of an object. */
class KeySigningIT {
  private static final AccessKey OLD = new AccessKey("AKIAOLD", "old-secret");
  private static final AccessKey NEW = new AccessKey("AKIANEW", "new-secret");
  private static final int PART = S3Settings.DEFAULTS.partBytes();

  @Test
  void aLargeObjectIsStoredThoughTheKeysChangeBetweenItsParts() {
    Map<String, String> known = new ConcurrentHashMap<>();
    known.put(OLD.accessKeyId(), OLD.secretAccessKey());
    byte[] content = new byte[2 * PART + 1];
    content[2 * PART] = 1;
    try (S3ProxyServer server =
            S3ProxyServer.startForKeys(id -> Optional.ofNullable(known.get(id)));
        S3Stores stores = new S3Stores(TestSettings.forLoopback(), TestSettings.TIME)) {
      server.createBucket("archive");
      try (ObjectStore store = stores.open(server.location("archive", "p"), NEW.after(OLD));
          ObjectUpload upload = store.begin(new ObjectKey("large"))) {
        upload.write(content, 0, PART + 1);
        known.put(NEW.accessKeyId(), NEW.secretAccessKey());
        upload.write(content, PART + 1, PART);
        // This server breaks off when it refuses a large body; what is left is small.
        known.remove(OLD.accessKeyId());

        assertThat(upload.finish()).isEqualTo(new PutOutcome.Stored());
      }
      assertThat(server.read("archive", "p/large")).contains(content);
    }
  }
}
