package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.ForwardProxy;
import dev.waybill.stores.network.OutboundProxy;
import dev.waybill.stores.network.PrivateAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store with a certificate of its owner's making, reached directly and through a proxy. */
class S3OverTlsIT {
  private static final String BUCKET = "audit-events";
  private static final ObjectKey KEY = new ObjectKey("one.ndjson");

  @TempDir private static Path folder;
  private static Optional<CaBundle> itsAuthority = Optional.empty();
  private static Optional<CaBundle> another = Optional.empty();
  private static S3ProxyServer server = S3ProxyServer.start();

  private final ForwardProxy proxy = new ForwardProxy();

  @BeforeAll
  static void startWithACertificate() throws Exception {
    PrivateAuthority authority = authority("its-authority");
    itsAuthority = Optional.of(CaBundle.read(authority.certificate()));
    another = Optional.of(CaBundle.read(authority("another").certificate()));
    server.close();
    server = S3ProxyServer.startWithTls(authority.serverKeys(), PrivateAuthority.PASSWORD);
    server.createBucket(BUCKET);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void stopProxy() {
    proxy.close();
  }

  @Test
  void isRefusedWhileNobodyKnowsItsAuthority() {
    Failure failure = refused(put("unknown", Optional.empty(), Optional.empty()));

    assertThat(failure.code()).isEqualTo("TLS_NOT_TRUSTED");
    assertThat(failure.fault()).isEqualTo(Fault.CUSTOMER);
    assertThat(failure.stage()).isEqualTo(Stage.RESOLVE);
    assertThat(failure.advice()).contains("storage.ca-bundle");
    assertThat(server.keys(BUCKET)).doesNotContain("unknown/" + KEY);
  }

  @Test
  void isRefusedByABundleWithAnotherAuthority() {
    assertThat(refused(put("another", Optional.empty(), another)).code())
        .isEqualTo("TLS_NOT_TRUSTED");
  }

  @Test
  void isTrustedWithTheBundle() {
    assertThat(put("trusted", Optional.empty(), itsAuthority)).isEqualTo(new PutOutcome.Stored());

    assertThat(server.keys(BUCKET)).contains("trusted/" + KEY);
  }

  @Test
  void isReachedThroughATunnel() {
    assertThat(put("tunnel", Optional.of(proxy.address()), itsAuthority))
        .isEqualTo(new PutOutcome.Stored());

    assertThat(proxy.seen()).containsExactly("CONNECT " + server.endpoint().getAuthority());
    assertThat(server.keys(BUCKET)).contains("tunnel/" + KEY);
  }

  @Test
  void refusesForItselfThroughTheTunnel() {
    AccessKey wrong = new AccessKey(S3ProxyServer.ACCESS_KEY_ID, "wrong");
    try (S3Stores stores = stores(Optional.of(proxy.address()), itsAuthority);
        ObjectStore store = stores.open(server.location(BUCKET, "wrong"), wrong)) {
      assertThat(refused(store.put(KEY, new byte[3])).code()).isEqualTo("WRONG_SECRET");
    }
  }

  @Test
  void keepsTheTunnelForTheNextRequest() {
    try (S3Stores stores = stores(Optional.of(proxy.address()), itsAuthority);
        ObjectStore store =
            stores.open(server.location(BUCKET, "kept"), S3ProxyServer.accessKey())) {
      assertThat(store.put(KEY, new byte[3])).isEqualTo(new PutOutcome.Stored());
      assertThat(store.put(KEY, new byte[3])).isEqualTo(new PutOutcome.AlreadyThere());
    }

    assertThat(proxy.seen()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "403 Forbidden, PROXY_REFUSED, OURS",
    "412 Precondition Failed, PROXY_REFUSED, OURS",
    "204 No Content, PROXY_REFUSED, OURS",
    "502 Bad Gateway, UNREACHABLE, CUSTOMER",
    "503 Service Unavailable, UNREACHABLE, CUSTOMER",
  })
  void neverTakesTheProxysAnswerForTheStores(String status, String code, Fault fault) {
    proxy.thenRefuse(status).thenRefuse(status);
    try (S3Stores stores = stores(Optional.of(proxy.address()), itsAuthority);
        ObjectStore store = stores.open(server.location(BUCKET, code), S3ProxyServer.accessKey())) {
      Failure failure = refused(store.put(KEY, new byte[3]));

      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.fault()).isEqualTo(fault);
      assertThat(failure.stage()).isEqualTo(Stage.RESOLVE);
      assertThat(failure.message()).contains(status.substring(0, 3));
      assertThat(refused(store.put(KEY, new byte[3])).code()).isEqualTo(code);
      assertThat(store.put(new ObjectKey(status.substring(0, 3)), new byte[3]))
          .as("no refusal keeps a connection busy")
          .isEqualTo(new PutOutcome.Stored());
    }
  }

  @Test
  void tellsThatTheProxyRefusesThePassword() {
    Failure failure =
        refused(put("password", Optional.of(TestSettings.wrongPassword(proxy)), itsAuthority));

    assertThat(failure.code()).isEqualTo("PROXY_LOGIN_REFUSED");
    assertThat(failure.fault()).isEqualTo(Fault.OURS);
    assertThat(failure.stage()).isEqualTo(Stage.RESOLVE);
    assertThat(failure.advice()).contains("storage.proxy");
  }

  private static PrivateAuthority authority(String name) throws Exception {
    return PrivateAuthority.in(Files.createDirectory(folder.resolve(name)), name);
  }

  private static PutOutcome put(
      String path, Optional<OutboundProxy> through, Optional<CaBundle> trusted) {
    try (S3Stores stores = stores(through, trusted);
        ObjectStore store = stores.open(server.location(BUCKET, path), S3ProxyServer.accessKey())) {
      return store.put(KEY, new byte[] {1, 2, 3});
    }
  }

  private static S3Stores stores(Optional<OutboundProxy> through, Optional<CaBundle> trusted) {
    return new S3Stores(TestSettings.withOneConnection(through, trusted), TestSettings.TIME);
  }

  private static Failure refused(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return ((PutOutcome.Refused) outcome).failure();
  }
}
