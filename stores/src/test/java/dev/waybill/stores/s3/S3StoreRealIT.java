package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStoreContract;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import java.net.URI;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The contract, and the memory of a large upload, against a server in a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3StoreRealIT extends ObjectStoreContract {
  private static final String BUCKET = "audit-events";
  private static final int MEGABYTE = 1 << 20;

  private final S3ProxyProcess server = S3ProxyProcess.start(BUCKET);
  private final S3Stores stores = new S3Stores(TestSettings.forLoopback(), TestSettings.TIME);
  private final S3Client reader = reader(server.endpoint());
  private String path = "";
  private ObjectStore store = stores.open(server.location(BUCKET, path), S3ProxyServer.accessKey());

  @BeforeEach
  void openAFolderOfItsOwn() {
    store.close();
    path = UUID.randomUUID().toString();
    store = stores.open(server.location(BUCKET, path), S3ProxyServer.accessKey());
  }

  @AfterAll
  void stop() {
    store.close();
    reader.close();
    stores.close();
    server.close();
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected Optional<byte[]> read(ObjectKey key) {
    try {
      return Optional.of(
          reader
              .getObject(
                  request -> request.bucket(BUCKET).key(path + "/" + key),
                  ResponseTransformer.toBytes())
              .asByteArray());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  @Test
  void holdsOnePartInMemoryWhileItUploadsThreeHundredMegabytes() {
    byte[] chunk = new byte[MEGABYTE];
    new Random(1).nextBytes(chunk);
    long before = usedAfterCollection();
    long most = 0;
    PutOutcome outcome;
    try (ObjectUpload upload = store.begin(new ObjectKey("events/large"))) {
      for (int megabyte = 1; megabyte <= 300; megabyte++) {
        upload.write(chunk, 0, chunk.length);
        if (megabyte % 50 == 0) {
          most = Math.max(most, usedAfterCollection() - before);
        }
      }
      outcome = upload.finish();
    }

    assertThat(outcome).isEqualTo(new PutOutcome.Stored());
    assertThat(most).isLessThan(store.bufferedBytesPerUpload() + 2 * MEGABYTE);
    assertThat(
            reader
                .headObject(request -> request.bucket(BUCKET).key(path + "/events/large"))
                .contentLength())
        .isEqualTo(300L * MEGABYTE);
  }

  private static long usedAfterCollection() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static S3Client reader(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.of(S3ProxyServer.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    S3ProxyServer.ACCESS_KEY_ID, S3ProxyServer.SECRET_ACCESS_KEY)))
        .build();
  }
}
