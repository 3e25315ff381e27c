package dev.waybill.stores.gcs;

import static dev.waybill.stores.gcs.GcsPlaces.BUCKET;
import static dev.waybill.stores.gcs.GcsPlaces.CREATE;
import static dev.waybill.stores.gcs.GcsPlaces.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PlaceProof;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.gcs.FakeGcsServer.Step;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.ForwardProxy;
import dev.waybill.stores.network.OutboundProxy;
import dev.waybill.stores.network.PrivateAuthority;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As whom buckets are written, over TLS and through a proxy. */
class GcsAccessIT {
  private static final PutOutcome STORED = new PutOutcome.Stored();
  private static final byte[] BYTES = "content".getBytes(UTF_8);
  private static final Credentials.GoogleGrant GRANT =
      new Credentials.GoogleGrant(new PlaceProof(UUID.randomUUID(), "s".repeat(43)));

  @TempDir private static Path authorityFolder;
  private static Optional<PrivateAuthority> authority = Optional.empty();

  @TempDir private Path folder;
  private final FakeGcsServer server = FakeGcsServer.withTls(authority.orElseThrow());
  private final FakeServiceAccount own = server.account("waybill@service.example");
  private final FakeServiceAccount customer = server.account("writer@customer.example");
  private final SettableTime time = new SettableTime();
  private int puts;

  @BeforeAll
  static void makeAuthority() {
    authority = Optional.of(PrivateAuthority.in(authorityFolder, "Google"));
  }

  @BeforeEach
  void grant() {
    server.grant(own, BUCKET, CREATE);
    server.grant(customer, BUCKET, CREATE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void writesAsItsOwnServiceAccount() throws IOException {
    server.revoke(customer, BUCKET);
    try (GcsStores stores = stores(identity(own.file("https://elsewhere.example/token")))) {
      assertThat(put(stores.open(GcsPlaces.at("p"), GRANT))).isEqualTo(STORED);
      assertThat(stores.serviceAccount()).contains("waybill@service.example");
    }
  }

  @Test
  void namesItsOwnServiceAccountWhereItLacksThePermission() throws IOException {
    server.revoke(own, BUCKET);
    try (GcsStores stores = stores(identity(own.file()))) {
      Failure failure = refused(put(stores.open(GcsPlaces.at("p"), GRANT)));

      assertThat(failure.code()).isEqualTo("ACCESS_DENIED");
      assertThat(failure.message()).contains("waybill@service.example", CREATE);
      assertThat(failure.advice()).contains("--member=serviceAccount:waybill@service.example");
      assertThat(stores.serviceAccount()).contains("waybill@service.example");
    }
  }

  @Test
  void hasNoOwnServiceAccountUnlessTheOperatorSetsOne() {
    try (GcsStores stores = stores(Optional.empty())) {
      FailureException refusal =
          catchThrowableOfType(FailureException.class, () -> stores.open(GcsPlaces.at("p"), GRANT));

      assertThat(refusal.failure().code()).isEqualTo("NO_SERVICE_IDENTITY");
      assertThat(stores.serviceAccount()).isEmpty();
    }
  }

  @Test
  void exchangesTokensOfAnotherPlatformOnlyOverTls() throws IOException {
    Path file = folder.resolve("federation.json");
    Files.writeString(
        file,
        """
        {"type": "external_account", "audience": "//iam.googleapis.com/x",
         "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
         "token_url": "http://sts.example/v1/token",
         "credential_source": {"file": "/var/run/token"}}
        """);

    assertThat(startRefusal(file)).hasMessageContaining("without https");
  }

  @Test
  void runsNoProgramForATokenOfAnotherPlatform() throws IOException {
    Path file = folder.resolve("federation.json");
    Files.writeString(
        file,
        """
        {"type": "external_account", "audience": "//iam.googleapis.com/x",
         "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
         "token_url": "https://sts.googleapis.com/v1/token",
         "credential_source": {"executable": {"command": "/bin/true"}}}
        """);

    assertThat(startRefusal(file)).hasMessageContaining("another program");
  }

  @Test
  void knowsTheServiceAccountBehindTheTokensOfAnotherPlatform() throws IOException {
    String federation =
        """
        {"type": "external_account", "audience": "//iam.googleapis.com/x",
         "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
         "token_url": "https://sts.googleapis.com/v1/token",
         "service_account_impersonation_url":
          "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/w@p.iam.gserviceaccount.com:generateAccessToken",
         "credential_source": {"file": "/var/run/token"}}
        """;
    try (GcsStores stores = stores(identity(federation))) {
      assertThat(stores.serviceAccount()).contains("w@p.iam.gserviceaccount.com");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"authorized_user\",\"refresh_token\":\"hush\"}",
        "{\"type\":\"service_account\"}",
        "{\"type\":\"external_account\"}",
        "{}",
        "hush"
      })
  void doesNotStartWithAFileOfAnotherKind(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), content);

    InvalidInput refusal = startRefusal(file);

    assertThat(refusal.field()).isEqualTo("google.credentials");
    assertThat(refusal).hasMessageContaining(file.toString()).hasMessageNotContaining("hush");
  }

  @Test
  void doesNotStartWithoutTheFile() {
    assertThat(startRefusal(folder.resolve("none.json"))).hasMessageContaining("cannot be read");
  }

  @Test
  void saysThatAKeyWasDeleted() {
    server.deleteKey(customer);
    try (GcsStores stores = stores(Optional.empty())) {
      Failure failure = refused(put(open(stores)));

      assertThat(failure.code()).isEqualTo("SERVICE_ACCOUNT_KEY_REFUSED");
      assertThat(failure.fault()).isEqualTo(Fault.CUSTOMER);
      assertThat(failure.stage()).isEqualTo(Stage.ASSUME_ROLE);
      assertThat(failure.message()).contains("writer@customer.example", "Invalid JWT Signature.");
    }
  }

  @Test
  void keepsATokenUntilItEndsOrItIsToAuthenticateAnew() {
    try (GcsStores stores = stores(Optional.empty())) {
      put(open(stores));
      time.advance(Duration.ofMinutes(50));
      put(open(stores));
      assertThat(server.tokensIssued()).isEqualTo(1);

      time.advance(Duration.ofMinutes(6));
      put(open(stores));
      assertThat(server.tokensIssued()).isEqualTo(2);

      stores.authenticateAnew(GcsPlaces.by(customer));
      put(open(stores));
      assertThat(server.tokensIssued()).isEqualTo(3);
    }
  }

  @Test
  void goesOnWithATokenThatIsStillGoodIfNoOtherCanBeHad() {
    try (GcsStores stores = stores(Optional.empty())) {
      put(open(stores));
      time.advance(Duration.ofMinutes(56));
      server.then(Step.TOKEN, FakeGcsFault.error(503, "backendError", "Later."));

      assertThat(put(open(stores))).isEqualTo(STORED);
      assertThat(put(open(stores))).isEqualTo(STORED);
      assertThat(server.seen().stream().filter(Step.TOKEN::equals)).hasSize(2);
    }
  }

  @Test
  void asksOnceForATokenThatItCannotHave() {
    server.then(Step.TOKEN, FakeGcsFault.error(503, "backendError", "Later."));
    try (GcsStores stores = stores(Optional.empty())) {
      Failure failure = refused(put(open(stores)));

      assertThat(failure.code()).isEqualTo("TOKEN_SERVICE_ERROR");
      assertThat(failure.fault()).isEqualTo(Fault.CAPACITY);
      assertThat(server.seen()).containsExactly(Step.TOKEN);
    }
  }

  @Test
  void trustsNobodyWhomItWasNotTold() {
    try (GcsStores stores =
        new GcsStores(
            GcsPlaces.settings(server, Optional.empty(), Optional.empty(), Optional.empty()),
            time)) {
      Failure failure = refused(put(open(stores)));

      assertThat(failure.code()).isEqualTo("TLS_NOT_TRUSTED");
      assertThat(failure.advice()).contains("storage.ca-bundle");
      assertThat(server.seen()).isEmpty();
    }
  }

  @Test
  void goesThroughTheProxyForTokensAndObjects() {
    try (ForwardProxy proxy = new ForwardProxy();
        GcsStores stores = through(proxy.address())) {
      assertThat(put(open(stores))).isEqualTo(STORED);
      assertThat(proxy.seen()).isNotEmpty().allMatch(seen -> seen.startsWith("CONNECT 127.0.0.1:"));
    }
  }

  @Test
  void tellsTheProxysAnswerFromGoogles() {
    try (ForwardProxy proxy = new ForwardProxy();
        GcsStores stores = through(proxy.address())) {
      proxy.thenRefuse("403 Forbidden");
      assertThat(refused(put(open(stores))).code()).isEqualTo("PROXY_REFUSED");
      proxy.thenRefuse("502 Bad Gateway");
      assertThat(refused(put(open(stores))).code()).isEqualTo("UNREACHABLE");
    }
  }

  @Test
  void saysThatTheProxyDoesNotTakeItsPassword() {
    try (ForwardProxy proxy = new ForwardProxy();
        GcsStores stores =
            through(
                proxy.addressWithLogin(Optional.of(new OutboundProxy.Login("waybill", "no"))))) {
      assertThat(refused(put(open(stores))).code()).isEqualTo("PROXY_LOGIN_REFUSED");
    }
  }

  @Test
  void saysThatNobodyAnswers() {
    server.close();
    try (GcsStores stores = stores(Optional.empty())) {
      Failure failure = refused(put(open(stores)));

      assertThat(failure.code()).isEqualTo("CONNECTION_REFUSED");
      assertThat(failure.fault()).isEqualTo(Fault.OURS);
      assertThat(failure.advice()).contains("google.token-endpoint");
    }
  }

  private PutOutcome put(ObjectStore store) {
    puts++;
    return store.put(new ObjectKey("object-" + puts), BYTES);
  }

  private ObjectStore open(GcsStores stores) {
    return stores.open(GcsPlaces.at("p"), GcsPlaces.by(customer));
  }

  private Optional<GoogleIdentity> identity(String file) throws IOException {
    return Optional.of(
        new GoogleIdentity.File(Files.writeString(folder.resolve("identity.json"), file)));
  }

  private InvalidInput startRefusal(Path file) {
    return catchThrowableOfType(
        InvalidInput.class, () -> stores(Optional.of(new GoogleIdentity.File(file))).close());
  }

  private GcsStores stores(Optional<GoogleIdentity> identity) {
    return new GcsStores(GcsPlaces.settings(server, identity, Optional.empty(), trusted()), time);
  }

  private GcsStores through(OutboundProxy proxy) {
    return new GcsStores(
        GcsPlaces.settings(server, Optional.empty(), Optional.of(proxy), trusted()), time);
  }

  private static Optional<CaBundle> trusted() {
    return Optional.of(CaBundle.read(authority.orElseThrow().certificate()));
  }
}
