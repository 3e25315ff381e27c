package dev.waybill.stores.gcs;

import static dev.waybill.stores.gcs.GcsPlaces.BUCKET;
import static dev.waybill.stores.gcs.GcsPlaces.CREATE;
import static dev.waybill.stores.gcs.GcsPlaces.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.gcs.FakeGcsServer.Step;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.ForwardProxy;
import dev.waybill.stores.network.OutboundProxy;
import dev.waybill.stores.network.PrivateAuthority;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which keys and tokens buckets are written, over TLS and through a proxy. */
class GcsAccessIT {
  private static final PutOutcome STORED = new PutOutcome.Stored();
  private static final byte[] BYTES = "content".getBytes(UTF_8);

  @TempDir private static Path authorityFolder;
  private static Optional<PrivateAuthority> authority = Optional.empty();

  private final FakeGcsServer server = FakeGcsServer.withTls(authority.orElseThrow());
  private final FakeServiceAccount customer = server.account("writer@customer.example");
  private final SettableTime time = new SettableTime();
  private int puts;

  @BeforeAll
  static void makeAuthority() {
    authority = Optional.of(PrivateAuthority.in(authorityFolder, "Google"));
  }

  @BeforeEach
  void grant() {
    server.grant(customer, BUCKET, CREATE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void saysThatAKeyWasDeleted() {
    server.deleteKey(customer);
    try (GcsStores stores = stores()) {
      Failure failure = refused(put(open(stores)));

      assertThat(failure.code()).isEqualTo("SERVICE_ACCOUNT_KEY_REFUSED");
      assertThat(failure.fault()).isEqualTo(Fault.CUSTOMER);
      assertThat(failure.stage()).isEqualTo(Stage.ASSUME_ROLE);
      assertThat(failure.message()).contains("writer@customer.example", "Invalid JWT Signature.");
    }
  }

  @Test
  void keepsATokenUntilItEndsOrItIsToAuthenticateAnew() {
    try (GcsStores stores = stores()) {
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
    try (GcsStores stores = stores()) {
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
    try (GcsStores stores = stores()) {
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
        GcsStores stores = through(Optional.of(proxy.address()))) {
      assertThat(put(open(stores))).isEqualTo(STORED);
      assertThat(proxy.seen()).isNotEmpty().allMatch(seen -> seen.startsWith("CONNECT 127.0.0.1:"));
    }
  }

  @Test
  void tellsTheProxysAnswerFromGoogles() {
    try (ForwardProxy proxy = new ForwardProxy();
        GcsStores stores = through(Optional.of(proxy.address()))) {
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
                Optional.of(
                    proxy.addressWithLogin(
                        Optional.of(new OutboundProxy.Login("waybill", "no")))))) {
      assertThat(refused(put(open(stores))).code()).isEqualTo("PROXY_LOGIN_REFUSED");
    }
  }

  @Test
  void saysThatNobodyAnswers() {
    server.close();
    try (GcsStores stores = stores()) {
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

  private GcsStores stores() {
    return through(Optional.empty());
  }

  private GcsStores through(Optional<OutboundProxy> proxy) {
    return new GcsStores(GcsPlaces.settings(server, Optional.empty(), proxy, trusted()), time);
  }

  private static Optional<CaBundle> trusted() {
    return Optional.of(CaBundle.read(authority.orElseThrow().certificate()));
  }
}
