package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Options;
import dev.waybill.stores.Stores;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store that takes an object without encrypting it as asked is found out by its answer. */
class EncryptionAnswerTest {
  private static final String ENCRYPTION = "x-amz-server-side-encryption";
  private static final AccessKey KEY = new AccessKey("AKEXAMPLE", "secret");

  private final ScriptedS3Server server = new ScriptedS3Server();
  private final Stores stores =
      OnlyS3.stores(
          new S3Stores(TestSettings.withTimeout(Duration.ofSeconds(10)), TestSettings.TIME),
          TestSettings.TIME);

  @AfterEach
  void stop() {
    stores.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', AES256, '', true",
    "'', '', '', false",
    "'', aws:kms, arn:aws:kms:us-east-1:111122223333:key/a, false",
    "arn:aws:kms:us-east-1:111122223333:key/a, aws:kms,"
        + " arn:aws:kms:us-east-1:111122223333:key/a, true",
    "arn:aws:kms:us-east-1:111122223333:key/a, aws:kms,"
        + " arn:aws:kms:us-east-1:111122223333:key/b, false",
    "arn:aws:kms:us-east-1:111122223333:key/a, aws:kms, '', true",
    "arn:aws:kms:us-east-1:111122223333:key/a, AES256, '', false",
    "arn:aws:kms:us-east-1:111122223333:key/a, '', '', false",
    "arn:aws:kms:us-east-1:111122223333:alias/audit, aws:kms,"
        + " arn:aws:kms:us-east-1:111122223333:key/b, true",
    "alias/audit, aws:kms, arn:aws:kms:us-east-1:111122223333:key/b, true",
    "audit-key, aws:kms, audit-key, true",
  })
  void isAsAskedIfTheStoreSaysSo(String asked, String said, String key, boolean heeded) {
    answer(said, key).thenError(412, "PreconditionFailed", "It is there.");

    Optional<Failure> warning = test(asked).warning();

    assertThat(warning.map(Failure::code))
        .isEqualTo(heeded ? Optional.empty() : Optional.of("ENCRYPTION_IGNORED"));
  }

  @Test
  void aDeliveryIsStoredAllTheSame() {
    answer("", "");
    try (ObjectStore store = stores.open(server.location().with(options("a-key")), KEY)) {
      assertThat(store.put(new ObjectKey("events/one"), new byte[] {1}))
          .isEqualTo(new PutOutcome.Stored());
      assertThat(store.hasStoredUnencrypted()).isTrue();
    }
  }

  @Test
  void theStartOfALargeObjectTellsAsMuch() {
    server.thenUploadStarted().thenOk().thenOk();
    byte[] content = new byte[S3Settings.DEFAULTS.partBytes() + 1];
    try (ObjectStore store = stores.open(server.location().with(options("")), KEY);
        ObjectUpload upload = store.begin(new ObjectKey("events/one"))) {
      upload.write(content, 0, content.length);

      assertThat(store.hasStoredUnencrypted()).isTrue();
    }
  }

  private ConnectionTest test(String asked) {
    return new ConnectionTester(stores, TestSettings.TIME)
        .test(server.location().with(options(asked)), KEY)
        .test();
  }

  private static S3Options options(String keyId) {
    return new S3Options(
        keyId.isEmpty() ? new S3Encryption.S3Managed() : new S3Encryption.Kms(keyId, true),
        Optional.empty(),
        false);
  }

  private ScriptedS3Server answer(String encryption, String key) {
    Map<String, String> headers = new HashMap<>(Map.of("ETag", "\"etag\""));
    if (!encryption.isEmpty()) {
      headers.put(ENCRYPTION, encryption);
    }
    if (!key.isEmpty()) {
      headers.put(ENCRYPTION + "-aws-kms-key-id", key);
    }
    return server.then(exchange -> ScriptedS3Server.send(exchange, 200, headers, ""));
  }
}
