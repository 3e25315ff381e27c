package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Abilities;
import dev.waybill.storage.S3Abilities.ConditionalPuts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers mean that S3Proxy does not give. */
class S3AnswersTest {
  private static final ObjectKey KEY = new ObjectKey("events/one.ndjson.gz");

  private final ScriptedS3Server server = new ScriptedS3Server();
  private final S3Stores stores =
      new S3Stores(TestSettings.withTimeout(Duration.ofSeconds(10)), TestSettings.TIME);
  private final ObjectStore store =
      stores.open(server.location(), new AccessKey("AKEXAMPLE", "secret-not-to-show"));

  @AfterEach
  void stop() {
    store.close();
    stores.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, CUSTOMER, PUT, ACCESS_DENIED",
    "403, AllAccessDisabled, CUSTOMER, PUT, ACCESS_DENIED",
    "403, InvalidAccessKeyId, CUSTOMER, PUT, UNKNOWN_ACCESS_KEY",
    "403, SignatureDoesNotMatch, CUSTOMER, PUT, WRONG_SECRET",
    "403, RequestTimeTooSkewed, OURS, PUT, CLOCK_SKEWED",
    "403, QuotaExceeded, CAPACITY, PUT, STORE_FULL",
    "403, SomethingNew, CUSTOMER, PUT, ACCESS_DENIED",
    "400, ExpiredToken, CUSTOMER, PUT, EXPIRED_CREDENTIALS",
    "400, InvalidBucketName, CUSTOMER, PUT, INVALID_BUCKET_NAME",
    "400, KMS.DisabledException, CUSTOMER, PUT, KMS_KEY_DISABLED",
    "400, RequestTimeout, CAPACITY, PUT, REQUEST_TIMEOUT",
    "400, BadDigest, CAPACITY, PUT, CORRUPTED_ON_THE_WAY",
    "400, SomethingNew, CUSTOMER, PUT, UNEXPECTED_ANSWER",
    "404, NoSuchBucket, CUSTOMER, PUT, NO_SUCH_BUCKET",
    "409, OperationAborted, CAPACITY, PUT, CONFLICT",
    "429, TooManyRequests, CAPACITY, PUT, THROTTLED",
    "501, NotImplemented, CUSTOMER, PUT, NOT_SUPPORTED",
    "503, SlowDown, CAPACITY, PUT, THROTTLED",
    "503, ServiceUnavailable, CAPACITY, PUT, THROTTLED",
    "507, XMinioStorageFull, CAPACITY, PUT, STORE_FULL",
    "301, PermanentRedirect, CUSTOMER, RESOLVE, WRONG_REGION",
  })
  void refuses(int status, String said, Fault fault, Stage stage, String code) {
    server.thenError(status, said, "Some words.");

    Failure failure = refused(put());

    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.stage()).isEqualTo(stage);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).isNotBlank().doesNotContain("secret-not-to-show");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalError, STORE_ERROR",
    "502, BadGateway, STORE_ERROR",
    "503, SomeProxyIsBusy, THROTTLED",
    "504, GatewayTimeout, STORE_ERROR",
    "409, ConditionalRequestConflict, CONFLICT",
  })
  void leavesInDoubtWhatTheStoreMayHaveDone(int status, String said, String code) {
    server.thenError(status, said, "Some words.");

    Failure failure = unknown(put());

    assertThat(failure.fault()).isEqualTo(Fault.CAPACITY);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "501, NotImplemented, If-None-Match is not supported., CONDITION_NOT_SUPPORTED",
    "400, InvalidRequest, The header If-None-Match is not known., CONDITION_NOT_SUPPORTED",
    "400, InvalidArgument, Bad argument: if-none-match, CONDITION_NOT_SUPPORTED",
    "501, NotImplemented, Unknown header: content-md5, CHECKSUM_NOT_SUPPORTED",
    "400, InvalidRequest, No x-amz-checksum-crc32c here., CHECKSUM_NOT_SUPPORTED",
    "501, NotImplemented, A header implies what is not implemented., NOT_SUPPORTED",
    "400, InvalidRequest, Content-MD5 is required with Object Lock., UNEXPECTED_ANSWER",
    "400, InvalidDigest, The Content-MD5 you specified is not valid., UNEXPECTED_ANSWER",
    "400, InvalidRequest, Something else., UNEXPECTED_ANSWER",
    "400, BadDigest, The Content-MD5 did not match., CORRUPTED_ON_THE_WAY",
  })
  void namesWhatAStoreDoesNotSupport(int status, String said, String words, String code) {
    server.thenError(status, said, words);

    assertThat(refused(put()).code()).isEqualTo(code);
  }

  @Test
  void sendsNoConditionToAStoreThatRefusesItNorFindsNamesTakenThere() {
    server.thenOk().thenUploadStarted().thenOk().thenOk().thenOk();
    server.thenError(412, "PreconditionFailed", "At least one of the conditions did not hold.");

    try (ObjectStore plain =
        stores.open(
            server.location().with(new S3Abilities(ConditionalPuts.REFUSED, Optional.empty())),
            new AccessKey("AKEXAMPLE", "secret-not-to-show"))) {
      assertThat(plain.put(KEY, new byte[3])).isEqualTo(new PutOutcome.Stored());
      assertThat(uploadTwoParts(plain)).isEqualTo(new PutOutcome.Stored());
      assertThat(refused(plain.put(KEY, new byte[3])).code()).isEqualTo("UNEXPECTED_ANSWER");
    }

    assertThat(server.requests())
        .hasSize(6)
        .noneMatch(request -> request.headers().containsKey("If-None-Match"));
  }

  @Test
  void findsTheNameTaken() {
    server.thenError(412, "PreconditionFailed", "At least one of the conditions did not hold.");

    assertThat(put()).isEqualTo(new PutOutcome.AlreadyThere());
  }

  @Test
  void honoursSecondsOfRetryAfter() {
    server.thenError(503, "SlowDown", "Reduce your request rate.", Map.of("Retry-After", "17"));

    assertThat(refused(put()).retryAfter()).contains(Duration.ofSeconds(17));
  }

  @Test
  void honoursADateOfRetryAfterByTheStoresOwnClock() {
    server.then(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "Fri, 01 Jan 2100 00:02:00 GMT");
          ScriptedS3Server.send(exchange, 503, Map.of(), ScriptedS3Server.error("SlowDown", "."));
        });

    assertThat(refused(put()).retryAfter())
        .hasValueSatisfying(wait -> assertThat(wait).isPositive());
  }

  @Test
  void ignoresARetryAfterThatMeansNothing() {
    server.thenError(503, "SlowDown", "Slow down.", Map.of("Retry-After", "soon"));

    assertThat(refused(put()).retryAfter()).isEmpty();
  }

  @Test
  void namesTheRightRegionFromTheHeader() {
    server.thenError(
        301, "PermanentRedirect", "Use another.", Map.of("x-amz-bucket-region", "eu-central-1"));

    Failure failure = refused(put());

    assertThat(failure.message())
        .isEqualTo("The bucket 'audit-events' is not in region us-east-1, but in eu-central-1.");
    assertThat(failure.advice()).isEqualTo("Set the region to eu-central-1.");
  }

  @Test
  void namesTheRightRegionFromTheBody() {
    server.then(
        exchange ->
            ScriptedS3Server.send(
                exchange,
                400,
                Map.of(),
                "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header"
                    + " is malformed; the region 'us-east-1' is wrong; expecting"
                    + " 'eu-west-3'</Message><Region>eu-west-3</Region></Error>"));

    assertThat(refused(put()).message()).endsWith("but in eu-west-3.");
  }

  @ParameterizedTest
  @CsvSource({
    "307, TemporaryRedirect, audit-events.s3-eu-west-3.amazonaws.com, Use the endpoint.",
    "301, PermanentRedirect, audit-events.s3.eu-west-3.amazonaws.com, Use the endpoint.",
    "301, PermanentRedirect, s3-1.s3.dualstack.eu-west-3.amazonaws.com, Use the endpoint.",
    "400, AuthorizationHeaderMalformed, </Endpoint><Region>eu-west-3</Region><Endpoint>, Wrong.",
    "400, IllegalLocationConstraintException, '', The eu-west-3 location constraint is incompatible.",
  })
  void namesTheRightRegionFromWhateverTells(int status, String code, String endpoint, String said) {
    server.then(
        exchange ->
            ScriptedS3Server.send(
                exchange,
                status,
                Map.of(),
                "<Error><Code>"
                    + code
                    + "</Code><Message>"
                    + said
                    + "</Message><Endpoint>"
                    + endpoint
                    + "</Endpoint></Error>"));

    Failure failure = refused(put());

    assertThat(failure.code()).isEqualTo("WRONG_REGION");
    assertThat(failure.advice()).isEqualTo("Set the region to eu-west-3.");
  }

  @Test
  void saysWhereARegionIsShownIfNobodyNamesIt() {
    server.thenError(
        301, "PermanentRedirect", "<Endpoint>audit-events.s3.amazonaws.com</Endpoint>");

    Failure failure = refused(put());

    assertThat(failure.message())
        .isEqualTo("The bucket 'audit-events' is not in region us-east-1.");
    assertThat(failure.advice()).isEqualTo("Correct the region: the bucket's properties show it.");
  }

  @Test
  void passesOnWhyAccessWasDenied() {
    server.thenError(
        403, "AccessDenied", "User: arn:aws:iam::1:user/u is not authorized\nto perform it");

    Failure failure = refused(put());

    assertThat(failure.message())
        .contains("AKEXAMPLE", "'audit-events'")
        .endsWith("The store says: User: arn:aws:iam::1:user/u is not authorized to perform it");
    assertThat(failure.advice()).contains("s3:PutObject on arn:aws:s3:::audit-events/p/*");
  }

  @Test
  void saysThatAnEndpointIsNoS3Store() {
    server.then(
        exchange ->
            ScriptedS3Server.send(exchange, 404, Map.of(), "<html>nothing to see here</html>"));

    Failure failure = refused(put());

    assertThat(failure.code()).isEqualTo("UNEXPECTED_ANSWER");
    assertThat(failure.message()).startsWith("The store answered 404");
    assertThat(failure.advice()).contains("endpoint");
  }

  @Test
  void cutsWhatTheStoreSays() {
    server.thenError(403, "AccessDenied", "x".repeat(10_000));

    assertThat(refused(put()).message().length()).isLessThan(500);
  }

  @Test
  void findsAnErrorBehindTheStatusOfACompletedUpload() {
    server.thenUploadStarted().thenOk().thenOk();
    server.thenError(200, "InternalError", "We encountered an internal error.");

    assertThat(unknown(uploadTwoParts()).code()).isEqualTo("STORE_ERROR");
    assertThat(server.requests()).as("no abort while it may be completing").hasSize(4);
  }

  @Test
  void abortsAnUploadWhoseNameWasTaken() {
    server.thenUploadStarted().thenOk().thenOk();
    server.thenError(412, "PreconditionFailed", "The name is taken.");

    assertThat(uploadTwoParts()).isEqualTo(new PutOutcome.AlreadyThere());
    assertThat(server.requests().getLast().method()).isEqualTo("DELETE");
  }

  @Test
  void needsNoPermissionToAbort() {
    server.thenUploadStarted().thenOk().thenError(500, "InternalError", "Sorry.");
    server.thenError(403, "AccessDenied", "No s3:AbortMultipartUpload.");

    assertThat(refused(uploadTwoParts()).code()).isEqualTo("STORE_ERROR");
    assertThat(server.requests().getLast().method()).isEqualTo("DELETE");
  }

  @Test
  void doesNotFinishAnUploadThatLostAPart() {
    server.thenUploadStarted().thenError(403, "AccessDenied", "No more.");
    byte[] content = new byte[Math.toIntExact(store.bufferedBytesPerUpload()) + 1];
    try (ObjectUpload upload = store.begin(KEY)) {
      FailureException refusal =
          catchThrowableOfType(
              FailureException.class, () -> upload.write(content, 0, content.length));

      assertThat(refusal.failure().code()).isEqualTo("ACCESS_DENIED");
      assertThat(catchThrowableOfType(IllegalStateException.class, upload::finish))
          .hasMessageContaining("ended");
    }
  }

  @Test
  void sendsTheConditionWithEveryRequestThatMakesAnObjectVisible() {
    server.thenOk().thenUploadStarted().thenOk().thenOk().thenOk();

    put();
    uploadTwoParts();

    assertThat(server.requests().getFirst().headers().getFirst("If-None-Match")).isEqualTo("*");
    assertThat(server.requests().getLast().method()).isEqualTo("POST");
    assertThat(server.requests().getLast().headers().getFirst("If-None-Match")).isEqualTo("*");
  }

  private PutOutcome put() {
    return store.put(KEY, new byte[] {1, 2, 3});
  }

  private PutOutcome uploadTwoParts() {
    return uploadTwoParts(store);
  }

  private static PutOutcome uploadTwoParts(ObjectStore store) {
    byte[] content = new byte[Math.toIntExact(store.bufferedBytesPerUpload()) + 1];
    try (ObjectUpload upload = store.begin(KEY)) {
      upload.write(content, 0, content.length);
      return upload.finish();
    }
  }

  private static Failure refused(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return ((PutOutcome.Refused) outcome).failure();
  }

  private static Failure unknown(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Unknown.class);
    return ((PutOutcome.Unknown) outcome).failure();
  }
}
