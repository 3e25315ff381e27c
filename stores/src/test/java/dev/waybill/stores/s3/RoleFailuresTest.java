package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.network.ForwardProxy;
import dev.waybill.stores.network.PrivateAuthority;
import dev.waybill.time.SettableTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** Every way in which a role is not assumed, and what a store says of its sessions. */
class RoleFailuresTest {
  private static final RoleArn ROLE = new RoleArn("arn:aws:iam::111122223333:role/writer");
  private static final ObjectKey KEY = new ObjectKey("one.ndjson");

  private final SettableTime time = new SettableTime();
  private final FakeSts sts = new FakeSts(time);
  private final ScriptedS3Server s3 = new ScriptedS3Server();
  private final AssumedRole role = new AssumedRole(ROLE, UUID.randomUUID());

  @AfterEach
  void stop() {
    sts.close();
    s3.close();
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, No., CUSTOMER, ROLE_NOT_ASSUMABLE",
    "403, SomethingNew, No., CUSTOMER, ROLE_NOT_ASSUMABLE",
    "404, NoSuchEntity, No., CUSTOMER, NO_SUCH_ROLE",
    "400, ValidationError, 1 validation error detected., CUSTOMER, INVALID_ROLE",
    "403, InvalidClientTokenId, Invalid., OURS, SERVICE_IDENTITY_REFUSED",
    "403, ExpiredToken, Expired., OURS, SERVICE_IDENTITY_REFUSED",
    "403, SignatureDoesNotMatch, Does not match., OURS, SERVICE_IDENTITY_REFUSED",
    "403, SignatureDoesNotMatch, Signature expired: 1 is now earlier than 2, OURS, CLOCK_SKEWED",
    "403, SignatureDoesNotMatch, Signature not yet current: 2 is still later, OURS, CLOCK_SKEWED",
    "403, InvalidSignatureException, Signature expired: 1 is now earlier than 2, OURS, CLOCK_SKEWED",
    "400, RequestExpired, Expired., OURS, CLOCK_SKEWED",
    "403, SignatureDoesNotMatch, Credential should be scoped to a valid region., OURS, STS_WRONG_REGION",
    "403, RegionDisabledException, Not activated., OURS, STS_REGION_DISABLED",
    "400, Throttling, Rate exceeded, CAPACITY, THROTTLED",
    "429, TooManyRequestsException, Too many., CAPACITY, THROTTLED",
    "503, ServiceUnavailable, Busy., CAPACITY, THROTTLED",
    "500, InternalFailure, Broken., CAPACITY, STS_ERROR",
    "404, NotFound, Nothing here., OURS, UNEXPECTED_ANSWER",
  })
  void tellsWhatTheStsMeans(int status, String code, String said, Fault fault, String expected) {
    sts.thenError(status, code, said);

    Failure failure = refused(put(settings(sts.endpoint())));

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.stage()).isEqualTo(Stage.ASSUME_ROLE);
    assertThat(failure.message()).isNotBlank();
    assertThat(failure.advice().isEmpty()).isEqualTo(expected.equals("STS_ERROR"));
    assertThat(sts.asked()).as("no hidden second try").hasSize(1);
    assertThat(s3.requests()).isEmpty();
  }

  @Test
  void namesItsOwnRoleAsATrustPolicyDoes() {
    sts.thenError(
        403,
        "AccessDenied",
        "User: arn:aws:sts::999988887777:assumed-role/waybill-service/i-0abc is not authorized to"
            + " perform: sts:AssumeRole on resource: "
            + ROLE);

    assertThat(refused(put(settings(sts.endpoint()))).advice())
        .contains("\"AWS\": \"arn:aws:iam::999988887777:role/waybill-service\"");
  }

  @Test
  void givesTheStatementEvenIfTheStsSaysNothing() {
    sts.then(exchange -> ScriptedS3Server.send(exchange, 403, Map.of(), ""));

    Failure failure = refused(put(settings(sts.endpoint())));

    assertThat(failure.message()).isEqualTo("The STS answered 403.");
    assertThat(failure.advice()).contains(role.externalId().toString(), "ask its operator");
  }

  @ParameterizedTest
  @CsvSource({
    "http://sts.waybill.invalid, UNKNOWN_HOST, OURS",
    "http://127.0.0.1:1, CONNECTION_REFUSED, OURS",
    "http://169.254.169.254, ENDPOINT_NOT_ALLOWED, CALLER",
  })
  void tellsWhyTheStsCannotBeReached(URI endpoint, String code, Fault fault) {
    Failure failure = refused(put(settings(endpoint)));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.stage()).isEqualTo(Stage.ASSUME_ROLE);
  }

  @Test
  void tellsThatTheStsIsNotTrusted(@TempDir Path folder) {
    PrivateAuthority authority = PrivateAuthority.in(folder, "Unknown");
    try (S3ProxyServer secure =
        S3ProxyServer.startWithTls(authority.serverKeys(), PrivateAuthority.PASSWORD)) {
      Failure failure = refused(put(settings(secure.endpoint())));

      assertThat(failure.code()).isEqualTo("TLS_NOT_TRUSTED");
      assertThat(failure.stage()).isEqualTo(Stage.ASSUME_ROLE);
      assertThat(failure.message()).startsWith("No secure connection to the STS: ");
      assertThat(failure.advice()).contains("storage.ca-bundle");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, sts.us-east-1.amazonaws.com",
    "eu-central-1, sts.eu-central-1.amazonaws.com",
    "cn-north-1, sts.cn-north-1.amazonaws.com.cn",
  })
  void asksAmazonInTheRegionOfTheBucket(String region, String host) {
    try (ForwardProxy proxy = new ForwardProxy().thenRefuse("403 Forbidden");
        S3Stores stores =
            new S3Stores(
                TestSettings.withRoles(
                    new RoleSettings(Optional.empty(), Optional.of(FakeSts.IDENTITY)),
                    Optional.of(proxy.address())),
                time);
        ObjectStore store =
            stores.open(
                new S3Location("bucket", StoragePath.ROOT, region, Optional.empty(), false),
                role)) {
      Failure failure = refused(store.put(KEY, new byte[3]));

      assertThat(proxy.seen()).containsExactly("CONNECT " + host + ":443");
      assertThat(failure.code()).isEqualTo("PROXY_REFUSED");
      assertThat(failure.stage()).isEqualTo(Stage.ASSUME_ROLE);
      assertThat(failure.message()).contains("the STS of AWS in " + region);
    }
  }

  @Test
  void waitsNoLongerThanARequestMayTake() {
    try (ScriptedS3Server silent = new ScriptedS3Server()) {
      silent.thenSilence();
      S3Settings settings =
          new S3Settings(
              Duration.ofSeconds(2),
              Duration.ofMillis(300),
              4,
              S3Settings.DEFAULTS.partBytes(),
              TestSettings.ANY_ENDPOINT,
              Optional.empty(),
              Optional.empty(),
              new RoleSettings(silent.location().endpoint(), Optional.of(FakeSts.IDENTITY)));

      Failure failure = refused(put(settings));

      assertThat(failure.code()).isEqualTo("TIMEOUT");
      assertThat(failure.fault()).isEqualTo(Fault.CAPACITY);
      assertThat(failure.stage()).isEqualTo(Stage.ASSUME_ROLE);
    }
  }

  @Test
  void looksForItsIdentityNoMoreThanNowAndThen() {
    int[] looks = {0};
    ServiceIdentity none =
        new ServiceIdentity(
            () -> {
              looks[0]++;
              throw SdkClientException.create("looked in /secret/place");
            },
            time);
    try (S3Stores stores =
            new S3Stores(
                settings(sts.endpoint()), Apache5HttpClient.builder().build(), none, time);
        ObjectStore store = stores.open(s3.location(), role)) {
      Failure failure = refused(store.put(KEY, new byte[3]));
      assertThat(failure.code()).isEqualTo("SERVICE_IDENTITY_MISSING");
      assertThat(failure.fault()).isEqualTo(Fault.OURS);
      assertThat(failure.stage()).isEqualTo(Stage.ASSUME_ROLE);
      assertThat(failure.message()).doesNotContain("/secret/place");
      assertThat(failure.advice()).contains("storage.sts-access-key-id");
      refused(store.put(KEY, new byte[3]));
      assertThat(looks[0]).isEqualTo(1);
      time.advance(Duration.ofSeconds(11));
      refused(store.put(KEY, new byte[3]));
      assertThat(looks[0]).isEqualTo(2);
    }
  }

  @Test
  void isNobodyWithAnotherAccessKey() {
    RoleSettings other =
        new RoleSettings(Optional.of(sts.endpoint()), Optional.of(new AccessKey("AK", "SK")));

    assertThat(refused(put(TestSettings.withRoles(other, Optional.empty()))).code())
        .isEqualTo("SERVICE_IDENTITY_REFUSED");
  }

  @ParameterizedTest
  @CsvSource({"400, ExpiredToken", "400, InvalidToken", "403, InvalidAccessKeyId"})
  void renewsASessionThatTheStoreNoLongerTakes(int status, String code) {
    sts.trust(ROLE, role.externalId().toString());
    s3.thenError(status, code, "The provided token has expired.").thenOk();

    assertThat(put(settings(sts.endpoint()))).isEqualTo(new PutOutcome.Stored());

    assertThat(sts.asked()).hasSize(2);
    assertThat(s3.requests())
        .extracting(request -> request.headers().getFirst("X-Amz-Security-Token"))
        .containsExactly("token-of-session-1", "token-of-session-2");
    assertThat(s3.requests()).allMatch(request -> request.bodyLength() == 3);
  }

  @Test
  void givesUpWhenANewSessionIsNotTakenEither() {
    sts.trust(ROLE, role.externalId().toString());
    s3.thenError(400, "ExpiredToken", "Expired.").thenError(400, "ExpiredToken", "Expired.");

    Failure failure = refused(put(settings(sts.endpoint())));

    assertThat(failure.code()).isEqualTo("SESSION_REFUSED");
    assertThat(failure.fault()).isEqualTo(Fault.CUSTOMER);
    assertThat(failure.stage()).isEqualTo(Stage.PUT);
    assertThat(s3.requests()).hasSize(2);
  }

  @Test
  void sendsNothingTwiceThatTheStoreMayHaveTaken() {
    sts.trust(ROLE, role.externalId().toString());
    s3.thenError(500, "InternalError", "We do not know.");

    assertThat(put(settings(sts.endpoint()))).isInstanceOf(PutOutcome.Unknown.class);
    assertThat(s3.requests()).hasSize(1);
  }

  @Test
  void namesTheRoleThatMayNotPut() {
    sts.trust(ROLE, role.externalId().toString());
    s3.thenError(403, "AccessDenied", "Access Denied").thenOk();
    try (S3Stores stores = new S3Stores(settings(sts.endpoint()), time);
        ObjectStore store = stores.open(s3.location(), role)) {
      Failure failure = refused(store.put(KEY, new byte[3]));
      assertThat(failure.code()).isEqualTo("ACCESS_DENIED");
      assertThat(failure.message()).startsWith("The role " + ROLE + " may not put objects");

      assertThat(store.put(KEY, new byte[3])).isEqualTo(new PutOutcome.Stored());
      assertThat(sts.asked()).as("a role may have been made anew").hasSize(2);
    }
  }

  private static S3Settings settings(URI endpoint) {
    return TestSettings.withRoles(
        new RoleSettings(Optional.of(endpoint), Optional.of(FakeSts.IDENTITY)), Optional.empty());
  }

  private PutOutcome put(S3Settings settings) {
    try (S3Stores stores = new S3Stores(settings, time);
        ObjectStore store = stores.open(s3.location(), role)) {
      return store.put(KEY, new byte[3]);
    }
  }

  private static Failure refused(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return ((PutOutcome.Refused) outcome).failure();
  }
}
