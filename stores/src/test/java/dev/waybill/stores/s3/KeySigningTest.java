package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests while an access key is exchanged. */
class KeySigningTest {
  private static final AccessKey OLD = new AccessKey("AKIAOLD", "old-secret");
  private static final AccessKey BOTH = new AccessKey("AKIANEW", "new-secret").after(OLD);
  private static final ObjectKey KEY = new ObjectKey("events/a");
  private static final byte[] CONTENT = "{}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private static final Pattern SIGNED_BY = Pattern.compile("Credential=([A-Z]+)/");

  private final ScriptedS3Server server = new ScriptedS3Server();
  private final S3Stores stores = new S3Stores(TestSettings.forLoopback(), TestSettings.TIME);

  @AfterEach
  void close() {
    stores.close();
    server.close();
  }

  @Test
  void aNewKeyThatWorksSignsAlone() {
    server.thenOk();

    assertThat(put(BOTH)).isEqualTo(new PutOutcome.Stored());
    assertThat(signers()).containsExactly("AKIANEW");
  }

  @Test
  void aRequestWhoseKeyIsRefusedGoesOnceMoreWithTheKeyBefore() {
    for (String code :
        List.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken")) {
      server.thenError(403, code, "No.").thenOk();

      assertThat(put(BOTH)).as(code).isEqualTo(new PutOutcome.Stored());
    }
    assertThat(signers()).hasSize(8).startsWith("AKIANEW", "AKIAOLD", "AKIANEW", "AKIAOLD");
    assertThat(server.requests()).allSatisfy(it -> assertThat(it.bodyLength()).isEqualTo(3));
  }

  @Test
  void theKeyThatTheStoreHasTakenSignsFirstUntilItIsRefused() {
    server
        .thenError(403, "InvalidAccessKeyId", "Not yet.")
        .thenOk()
        .thenOk()
        .thenError(403, "InvalidAccessKeyId", "Deleted.")
        .thenOk()
        .thenOk();
    try (ObjectStore store = stores.open(server.location(), BOTH)) {
      for (int i = 0; i < 4; i++) {
        assertThat(store.put(KEY, CONTENT)).isEqualTo(new PutOutcome.Stored());
      }
    }

    assertThat(signers())
        .containsExactly("AKIANEW", "AKIAOLD", "AKIAOLD", "AKIAOLD", "AKIANEW", "AKIANEW");
  }

  @Test
  void theNewKeyIsToBlameAlsoWhenItIsTriedLast() {
    server
        .thenError(403, "InvalidAccessKeyId", "Not yet.")
        .thenOk()
        .thenError(403, "ExpiredToken", "Deleted.")
        .thenError(403, "AccessDenied", "No.");
    try (ObjectStore store = stores.open(server.location(), BOTH)) {
      assertThat(store.put(KEY, CONTENT)).isEqualTo(new PutOutcome.Stored());

      Failure failure = failure(store.put(KEY, CONTENT));
      assertThat(failure.code()).isEqualTo("ACCESS_DENIED");
      assertThat(failure.message()).contains("AKIANEW");
    }
  }

  @Test
  void whatIsDeniedToTheKeyBeforeTheNewOneAsksAsWell() {
    server
        .thenError(403, "InvalidAccessKeyId", "Not yet.")
        .thenOk()
        .thenError(403, "AccessDenied", "Not any more.")
        .thenOk()
        .thenOk();
    try (ObjectStore store = stores.open(server.location(), BOTH)) {
      for (int i = 0; i < 3; i++) {
        assertThat(store.put(KEY, CONTENT)).isEqualTo(new PutOutcome.Stored());
      }
    }

    assertThat(signers()).containsExactly("AKIANEW", "AKIAOLD", "AKIAOLD", "AKIANEW", "AKIANEW");
  }

  @Test
  void theNewKeyIsNamedAlsoWhenTheKeyBeforeIsDeniedSomething() {
    for (String code : List.of("AccessDenied", "InvalidAccessKeyId")) {
      server
          .thenError(403, "InvalidAccessKeyId", "Not yet.")
          .thenOk()
          .thenError(403, "AccessDenied", "Not the old one.")
          .thenError(403, code, "Not the new one.");
      try (ObjectStore store = stores.open(server.location(), BOTH)) {
        assertThat(store.put(KEY, CONTENT)).isEqualTo(new PutOutcome.Stored());

        Failure failure = failure(store.put(KEY, CONTENT));
        assertThat(failure.code())
            .isEqualTo(code.equals("AccessDenied") ? "ACCESS_DENIED" : "UNKNOWN_ACCESS_KEY");
        assertThat(failure.message()).contains("AKIANEW").doesNotContain("Not the old one");
      }
    }
    assertThat(signers())
        .containsExactly(
            "AKIANEW", "AKIAOLD", "AKIAOLD", "AKIANEW", "AKIANEW", "AKIAOLD", "AKIAOLD", "AKIANEW");
  }

  @Test
  void whatTheStoreSaysToTheKeyBeforeCounts() {
    server.thenError(403, "InvalidAccessKeyId", "No.").thenError(412, "PreconditionFailed", "");
    assertThat(put(BOTH)).isEqualTo(new PutOutcome.AlreadyThere());

    server.thenError(403, "InvalidAccessKeyId", "No.").thenError(503, "SlowDown", "");
    assertThat(failure(put(BOTH)).code()).isEqualTo("THROTTLED");
  }

  @Test
  void theNewKeyIsToBlameIfBothAreRefused() {
    for (String code : List.of("InvalidAccessKeyId", "AccessDenied")) {
      server.thenError(403, "SignatureDoesNotMatch", "No.").thenError(403, code, "No.");

      Failure failure = failure(put(BOTH));
      assertThat(failure.code()).isEqualTo("WRONG_SECRET");
      assertThat(failure.message()).contains("AKIANEW");
    }
    assertThat(signers()).hasSize(4);
  }

  @Test
  void otherRefusalsAreNoReasonToTryTheKeyBefore() {
    server
        .thenError(403, "AccessDenied", "No.")
        .thenError(403, "RequestTimeTooSkewed", "No.")
        .thenError(500, "InternalError", "Sorry.");

    assertThat(failure(put(BOTH)).code()).isEqualTo("ACCESS_DENIED");
    assertThat(failure(put(BOTH)).code()).isEqualTo("CLOCK_SKEWED");
    assertThat(put(BOTH)).isInstanceOf(PutOutcome.Unknown.class);
    assertThat(signers()).containsExactly("AKIANEW", "AKIANEW", "AKIANEW");
  }

  @Test
  void aKeyWithoutOneBeforeItIsTriedOnce() {
    server.thenError(403, "InvalidAccessKeyId", "No.");

    assertThat(failure(put(OLD)).code()).isEqualTo("UNKNOWN_ACCESS_KEY");
    assertThat(signers()).containsExactly("AKIAOLD");
  }

  private PutOutcome put(AccessKey key) {
    try (ObjectStore store = stores.open(server.location(), key)) {
      return store.put(KEY, CONTENT);
    }
  }

  private static Failure failure(PutOutcome outcome) {
    Failure failure =
        switch (outcome) {
          case PutOutcome.Refused(Failure refusal) -> refusal;
          case PutOutcome.Unknown(Failure doubt) -> doubt;
          case PutOutcome.Stored(), PutOutcome.AlreadyThere(), PutOutcome.OtherBytes _ ->
              throw new AssertionError("was put");
        };
    assertThat(failure.toString())
        .doesNotContain(OLD.secretAccessKey())
        .doesNotContain(BOTH.secretAccessKey());
    return failure;
  }

  private List<String> signers() {
    return server.requests().stream()
        .map(request -> SIGNED_BY.matcher(request.headers().getFirst("Authorization")))
        .filter(Matcher::find)
        .map(signature -> signature.group(1))
        .toList();
  }
}
