package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.waybill.fault.FailureException;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Options;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which headers a location's options add, and to which requests. */
class S3OptionsTest {
  private static final String KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/k-1";
  private static final String OWNER = "x-amz-expected-bucket-owner";
  private static final ObjectKey OBJECT = new ObjectKey("events/one");
  private static final List<String> OF_OPTIONS =
      List.of("x-amz-server-side-encryption", "x-amz-acl", OWNER);

  private final ScriptedS3Server server = new ScriptedS3Server();
  private final S3Stores stores =
      new S3Stores(TestSettings.withTimeout(Duration.ofSeconds(10)), TestSettings.TIME);

  @AfterEach
  void stop() {
    stores.close();
    server.close();
  }

  @Test
  void sendsNoneOfThemUnlessAsked() {
    deliver(S3Options.NONE);

    assertThat(sent()).allSatisfy(headers -> assertThat(headers).isEmpty());
  }

  @Test
  void asksForKeysThatS3Keeps() {
    deliver(new S3Options(new S3Encryption.S3Managed(), Optional.empty(), false));

    Map<String, String> encrypted = Map.of("x-amz-server-side-encryption", "AES256");
    assertThat(sent()).containsExactly(encrypted, encrypted, Map.of(), Map.of(), Map.of());
  }

  @Test
  void asksForAKeyOfKmsWithAndWithoutBucketKey() {
    deliver(new S3Options(new S3Encryption.Kms(KEY_ARN, true), Optional.empty(), false));
    deliver(new S3Options(new S3Encryption.Kms("alias/audit", false), Optional.empty(), false));

    assertThat(sent().subList(0, 2))
        .containsOnly(
            Map.of(
                "x-amz-server-side-encryption", "aws:kms",
                "x-amz-server-side-encryption-aws-kms-key-id", KEY_ARN,
                "x-amz-server-side-encryption-bucket-key-enabled", "true"));
    assertThat(sent().subList(5, 7))
        .containsOnly(
            Map.of(
                "x-amz-server-side-encryption", "aws:kms",
                "x-amz-server-side-encryption-aws-kms-key-id", "alias/audit",
                "x-amz-server-side-encryption-bucket-key-enabled", "false"));
    assertThat(sent().subList(2, 5)).containsOnly(Map.of());
  }

  @Test
  void givesTheBucketsOwnerFullControl() {
    deliver(new S3Options(new S3Encryption.BucketDefault(), Optional.empty(), true));

    Map<String, String> controlled = Map.of("x-amz-acl", "bucket-owner-full-control");
    assertThat(sent()).containsExactly(controlled, controlled, Map.of(), Map.of(), Map.of());
  }

  @Test
  void namesTheExpectedOwnerInEveryRequest() {
    deliver(ownedBy("111122223333"));

    assertThat(sent()).hasSize(5).containsOnly(Map.of(OWNER, "111122223333"));
    assertThat(server.requests())
        .extracting(ScriptedS3Server.Request::method)
        .containsExactly("PUT", "POST", "PUT", "PUT", "POST");
  }

  @Test
  void namesTheExpectedOwnerWhenAnUploadIsGivenUp() {
    server.thenUploadStarted().thenError(403, "AccessDenied", "No more.").thenOk();
    try (ObjectStore store = open(ownedBy("111122223333"));
        ObjectUpload upload = store.begin(OBJECT)) {
      assertThat(catchThrowable(() -> upload.write(new byte[partBytes() + 1], 0, partBytes() + 1)))
          .isInstanceOf(FailureException.class);
    }

    assertThat(server.requests().getLast().method()).isEqualTo("DELETE");
    assertThat(sent().getLast()).isEqualTo(Map.of(OWNER, "111122223333"));
  }

  /** One small object and one in two parts. */
  private void deliver(S3Options options) {
    server.thenOk().thenUploadStarted().thenOk().thenOk().thenOk();
    byte[] large = new byte[partBytes() + 1];
    try (ObjectStore store = open(options)) {
      assertThat(store.put(OBJECT, new byte[] {1})).isEqualTo(new PutOutcome.Stored());
      try (ObjectUpload upload = store.begin(OBJECT)) {
        upload.write(large, 0, large.length);
        assertThat(upload.finish()).isEqualTo(new PutOutcome.Stored());
      }
    }
  }

  private ObjectStore open(S3Options options) {
    return stores.open(server.location().with(options), new AccessKey("AKEXAMPLE", "secret"));
  }

  /** The headers of options, request by request. */
  private List<Map<String, String>> sent() {
    return server.requests().stream().map(S3OptionsTest::ofOptions).toList();
  }

  private static Map<String, String> ofOptions(ScriptedS3Server.Request request) {
    Map<String, String> found = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (OF_OPTIONS.stream().anyMatch(lower::startsWith)) {
                found.put(lower, String.join(",", values));
              }
            });
    return found;
  }

  private static S3Options ownedBy(String account) {
    return new S3Options(new S3Encryption.BucketDefault(), Optional.of(account), false);
  }

  private static int partBytes() {
    return S3Settings.DEFAULTS.partBytes();
  }
}
