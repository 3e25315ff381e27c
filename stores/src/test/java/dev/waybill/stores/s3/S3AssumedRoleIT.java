package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.RoleArn;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import dev.waybill.stores.network.ForwardProxy;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Puts under temporary credentials, which an STS gives out and a store takes until they end. */
class S3AssumedRoleIT {
  private static final String BUCKET = "audit-events";
  private static final RoleArn ROLE = new RoleArn("arn:aws:iam::111122223333:role/writer");
  private static final SettableTime TIME = new SettableTime();
  private static final FakeSts STS = new FakeSts(TIME);
  private static final S3ProxyServer SERVER = S3ProxyServer.startForRoles(STS);

  private final AssumedRole role = new AssumedRole(ROLE, UUID.randomUUID());
  private final S3Stores stores = new S3Stores(TestSettings.forRoles(STS), TIME);
  private final ConnectionTester tester = new ConnectionTester(OnlyS3.stores(stores, TIME), TIME);
  private final int askedBefore = STS.asked().size();

  @BeforeAll
  static void createBucket() {
    SERVER.createBucket(BUCKET);
  }

  @AfterEach
  void close() {
    stores.close();
    STS.distrust(ROLE);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
    STS.close();
  }

  @Test
  void putsUnderOneSessionThatNamesTheIntegration() {
    STS.trust(ROLE, role.externalId().toString());
    try (ObjectStore store = open("one")) {
      assertThat(store.put(key("a"), new byte[3])).isEqualTo(new PutOutcome.Stored());
      assertThat(store.put(key("b"), new byte[3])).isEqualTo(new PutOutcome.Stored());
    }
    try (ObjectStore again = open("one")) {
      assertThat(again.put(key("a"), new byte[3])).isEqualTo(new PutOutcome.AlreadyThere());
    }

    assertThat(SERVER.keys(BUCKET)).contains("one/a", "one/b");
    assertThat(STS.asked().subList(askedBefore, STS.asked().size()))
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.roleArn()).isEqualTo(ROLE.value());
              assertThat(asked.externalId()).contains(role.externalId().toString());
              assertThat(asked.sessionName())
                  .isEqualTo("waybill-" + role.externalId())
                  .matches("[\\w+=,.@-]{2,64}");
              assertThat(asked.seconds()).isEqualTo(3600);
            });
  }

  @Test
  void goesOnWithANewSessionWhenOneEndsInTheMiddleOfAnUpload() {
    STS.trust(ROLE, role.externalId().toString());
    byte[] content = new byte[5 * 1024 * 1024 + 1_000];
    try (ObjectStore store = open("long");
        ObjectUpload upload = store.begin(key("object"))) {
      upload.write(content, 0, content.length);
      STS.endSessions();

      assertThat(upload.finish()).isEqualTo(new PutOutcome.Stored());
    }

    assertThat(SERVER.read(BUCKET, "long/object"))
        .map(stored -> stored.length)
        .contains(content.length);
  }

  @Test
  void doesNotUseASessionAgainThatMayBeWhyTheStoreBrokeOff() {
    STS.trust(ROLE, role.externalId().toString());
    byte[] content = new byte[4 << 20];
    try (ObjectStore store = open("broken")) {
      assertThat(store.put(key("small"), new byte[3])).isEqualTo(new PutOutcome.Stored());
      STS.endSessions();
      // The store refuses when it has read the head, and hangs up while the body is on its way.
      PutOutcome broken = store.put(key("object"), content);

      assertThat(store.put(key("object"), content))
          .as("after " + broken)
          .isIn(new PutOutcome.Stored(), new PutOutcome.AlreadyThere());
    }
  }

  @Test
  void renewsBeforeTheStoreHasToRefuse() {
    STS.trust(ROLE, role.externalId().toString());
    try (ObjectStore store = open("renewed")) {
      assertThat(store.put(key("a"), new byte[3])).isEqualTo(new PutOutcome.Stored());
      TIME.advance(Duration.ofMinutes(50));
      assertThat(store.put(key("b"), new byte[3])).isEqualTo(new PutOutcome.Stored());
      TIME.advance(Duration.ofMinutes(50));
      STS.thenError(400, "Throttling", "Rate exceeded");
      assertThat(store.put(key("c"), new byte[3])).isEqualTo(new PutOutcome.Stored());
    }

    assertThat(STS.asked()).hasSize(askedBefore + 3);
  }

  @Test
  void isRefusedUntilTheRoleTrustsThisExternalId() {
    try (ObjectStore store = open("trust")) {
      Failure missing = refused(store.put(key("a"), new byte[3]));
      assertThat(missing.code()).isEqualTo("ROLE_NOT_ASSUMABLE");
      assertThat(missing.fault()).isEqualTo(Fault.CUSTOMER);
      assertThat(missing.stage()).isEqualTo(Stage.ASSUME_ROLE);
      assertThat(missing.message()).isEqualTo(FakeSts.denial(ROLE.value()));
      assertThat(missing.advice())
          .contains("\"AWS\": \"" + FakeSts.IDENTITY_ARN + "\"", role.externalId().toString());
      STS.trust(ROLE, UUID.randomUUID().toString());
      assertThat(refused(store.put(key("a"), new byte[3])).code()).isEqualTo("ROLE_NOT_ASSUMABLE");
      STS.trust(ROLE, role.externalId().toString());
      assertThat(store.put(key("a"), new byte[3])).isEqualTo(new PutOutcome.Stored());
    }
  }

  @Test
  void aTestAsksAnewAndNoticesThatTrustIsGone() {
    STS.trust(ROLE, role.externalId().toString());
    assertThat(test()).isEqualTo(ConnectionTest.passed(TIME.now()));
    STS.distrust(ROLE);

    ConnectionTest refused = test();

    assertThat(refused.stage()).isEqualTo(Stage.ASSUME_ROLE);
    assertThat(refused.status())
        .isEqualTo(
            "Error testing access to S3 using AssumedRole "
                + ROLE
                + " - "
                + FakeSts.denial(ROLE.value()));
  }

  @Test
  void warnsOfARoleThatOthersCouldUse() {
    STS.trustWithoutCondition(ROLE);

    ConnectionTest found = test();

    assertThat(found.succeeded()).isTrue();
    assertThat(found.status()).isEqualTo("SUCCESS");
    assertThat(found.stage()).isEqualTo(Stage.EXTERNAL_ID_ENFORCED);
    Failure warning = found.warning().orElseThrow();
    assertThat(warning.code()).isEqualTo("EXTERNAL_ID_NOT_ENFORCED");
    assertThat(warning.message()).startsWith("Your role can be used by others");
    assertThat(warning.advice())
        .contains(
            "\"Condition\": {\"StringEquals\": {\"sts:ExternalId\": \""
                + role.externalId()
                + "\"}}");
  }

  @Test
  void asksForAWrongExternalIdToo() {
    STS.trust(ROLE, role.externalId().toString());
    assertThat(test().warning()).isEmpty();

    assertThat(STS.asked().subList(askedBefore, STS.asked().size()))
        .extracting(FakeSts.Asked::externalId)
        .satisfiesExactly(
            right -> assertThat(right).contains(role.externalId().toString()),
            none -> assertThat(none).isEmpty(),
            wrong ->
                assertThat(wrong)
                    .isPresent()
                    .isNotEqualTo(Optional.of(role.externalId().toString())));
  }

  @Test
  void readingDoesNotAskWhetherOthersCould() {
    STS.trustWithoutCondition(ROLE);
    assertThat(tester.examine(SERVER.location(BUCKET, "read"), role).test())
        .isEqualTo(ConnectionTest.passed(TIME.now()));

    assertThat(STS.asked()).hasSize(askedBefore + 1);
  }

  @Test
  void asksThroughTheProxyOfTheStores() {
    STS.trust(ROLE, role.externalId().toString());
    try (ForwardProxy proxy = new ForwardProxy();
        S3Stores behind =
            new S3Stores(
                TestSettings.withRoles(
                    new RoleSettings(Optional.of(STS.endpoint()), Optional.of(FakeSts.IDENTITY)),
                    Optional.of(proxy.address())),
                TIME);
        ObjectStore store = behind.open(SERVER.location(BUCKET, "proxy"), role)) {
      assertThat(store.put(key("a"), new byte[3])).isEqualTo(new PutOutcome.Stored());
      assertThat(proxy.seen())
          .hasSize(2)
          .first()
          .asString()
          .contains(STS.endpoint().getAuthority());
    }
  }

  @Test
  void isNotAskedForAtAnAddressOfTheOperatorsNetwork() {
    int before = STS.asked().size();
    EndpointPolicy closed = new EndpointPolicy(Set.of("*"), PrivateAddresses.REFUSED);
    S3Settings settings =
        new S3Settings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            4,
            S3Settings.DEFAULTS.partBytes(),
            closed,
            Optional.empty(),
            Optional.empty(),
            new RoleSettings(Optional.of(STS.endpoint()), Optional.of(FakeSts.IDENTITY)));
    try (S3Stores guarded = new S3Stores(settings, TIME);
        ObjectStore store = guarded.open(SERVER.location(BUCKET, "closed"), role)) {
      assertThat(refused(store.put(key("a"), new byte[3])).code())
          .isEqualTo("ENDPOINT_NOT_ALLOWED");
    }
    assertThat(STS.asked()).hasSize(before);
  }

  @Test
  void wantsAnStsOfTheStoresOwn() {
    try (S3Stores amazonOnly =
        new S3Stores(
            TestSettings.withRoles(
                new RoleSettings(Optional.empty(), Optional.of(FakeSts.IDENTITY)),
                Optional.empty()),
            TIME)) {
      FailureException refusal =
          catchThrowableOfType(
              FailureException.class, () -> amazonOnly.open(SERVER.location(BUCKET, "p"), role));

      assertThat(refusal.failure().code()).isEqualTo("NO_STS");
      assertThat(refusal.failure().fault()).isEqualTo(Fault.CALLER);
      assertThat(refusal.failure().advice()).contains("storage.sts-endpoint");
    }
  }

  private ConnectionTest test() {
    return tester.test(SERVER.location(BUCKET, "tested"), role).test();
  }

  private ObjectStore open(String path) {
    return stores.open(SERVER.location(BUCKET, path), role);
  }

  private static ObjectKey key(String name) {
    return new ObjectKey(name);
  }

  private static Failure refused(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return ((PutOutcome.Refused) outcome).failure();
  }
}
