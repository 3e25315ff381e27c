package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.fault.Stage;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import dev.waybill.stores.network.ForwardProxy;
import dev.waybill.stores.network.OutboundProxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store without TLS behind a proxy that asks for a password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3OverProxyIT {
  private static final String BUCKET = "audit-events";
  private static final ObjectKey KEY = new ObjectKey("one.ndjson");

  private final S3ProxyServer server = S3ProxyServer.start();
  private ForwardProxy proxy = new ForwardProxy();

  @BeforeAll
  void createBucket() {
    server.createBucket(BUCKET);
  }

  @AfterEach
  void useAnotherProxy() {
    proxy.close();
    proxy = new ForwardProxy();
  }

  @AfterAll
  void stop() {
    proxy.close();
    server.close();
  }

  @Test
  void putsAnObjectThroughIt() {
    assertThat(put(server.location(BUCKET, "a folder"), proxy.address()))
        .isEqualTo(new PutOutcome.Stored());

    assertThat(proxy.seen())
        .as("with the password from the start")
        .containsExactly("PUT " + server.endpoint() + "/audit-events/a%20folder/one.ndjson");
    assertThat(server.read(BUCKET, "a folder/one.ndjson")).contains(new byte[] {1, 2, 3});
  }

  @Test
  void putsAnObjectInPartsThroughIt() {
    byte[] content = new byte[S3Settings.DEFAULTS.partBytes() + 1];
    try (S3Stores stores = stores(proxy.address());
        ObjectStore store =
            stores.open(server.location(BUCKET, "parts"), S3ProxyServer.accessKey());
        ObjectUpload upload = store.begin(KEY)) {
      upload.write(content, 0, content.length);

      assertThat(upload.finish()).isEqualTo(new PutOutcome.Stored());
    }

    assertThat(proxy.seen()).hasSize(4);
    assertThat(server.read(BUCKET, "parts/" + KEY)).contains(content);
  }

  @Test
  void tellsThatItRefusesThePassword() {
    assertLoginRefused(TestSettings.wrongPassword(proxy));
  }

  @Test
  void tellsThatItAsksForAPassword() {
    assertLoginRefused(proxy.addressWithLogin(Optional.empty()));
  }

  @Test
  void tellsThatNothingListensThere() {
    OutboundProxy gone = proxy.address();
    proxy.close();

    Failure failure = refused(put(server.location(BUCKET, "gone"), gone));

    assertThat(failure.message()).endsWith("refuses connections.");
    assertUnreachable(failure);
  }

  @Test
  void tellsThatItHasNoAddress() {
    OutboundProxy unknown = new OutboundProxy("no-such-host.invalid", 3128, Optional.empty());

    Failure failure = refused(put(server.location(BUCKET, "unknown"), unknown));

    assertThat(failure.message()).endsWith("has no address (DNS).");
    assertUnreachable(failure);
  }

  @Test
  void mayItselfBeAtAPrivateAddressAndResolvesTheStoresNames() {
    EndpointPolicy policy = new EndpointPolicy(Set.of("store.invalid"), PrivateAddresses.REFUSED);
    proxy.thenRefuse("407 Proxy Authentication Required");

    put(at("http://store.invalid"), proxy.address(), policy);

    assertThat(proxy.seen()).containsExactly("PUT http://store.invalid/audit-events/one.ndjson");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9",
        "http://localhost:9",
        "http://[::1]:9",
        "http://10.0.0.1",
        "http://169.254.169.254",
        "http://0x7f000001",
        "http://2130706433",
        "https://1",
      })
  void isNotAskedForAddressesOfTheOperatorsNetwork(String endpoint) {
    EndpointPolicy policy =
        new EndpointPolicy(Set.of(URI.create(endpoint).getHost()), PrivateAddresses.REFUSED);

    Failure failure = refused(put(at(endpoint), proxy.address(), policy));

    assertThat(failure.code()).isEqualTo("ENDPOINT_NOT_ALLOWED");
    assertThat(failure.fault()).isEqualTo(Fault.CALLER);
    assertThat(proxy.seen()).isEmpty();
  }

  @Test
  void isNotAskedForAnAddressThatABucketCompletes() {
    EndpointPolicy policy = new EndpointPolicy(Set.of("1"), PrivateAddresses.REFUSED);
    S3Location location =
        new S3Location(
            "127.0.0", StoragePath.ROOT, "us-east-1", Optional.of(URI.create("http://1")), false);

    assertThat(refused(put(location, proxy.address(), policy)).code())
        .isEqualTo("ENDPOINT_NOT_ALLOWED");
    assertThat(proxy.seen()).isEmpty();
  }

  @Test
  void wantsEndpointsListedUnlessPrivateOnesAreAllowed() {
    EndpointPolicy any = new EndpointPolicy(Set.of("*"), PrivateAddresses.REFUSED);

    InvalidInput refusal =
        catchThrowableOfType(InvalidInput.class, () -> settings(proxy.address(), any));

    assertThat(refusal.field()).isEqualTo("storage.proxy");
    assertThat(refusal)
        .hasMessageContainingAll("storage.s3-endpoints", "storage.allow-private-addresses");
    assertThatCode(() -> settings(proxy.address(), TestSettings.ANY_ENDPOINT))
        .doesNotThrowAnyException();
  }

  private void assertLoginRefused(OutboundProxy wrong) {
    Failure failure = refused(put(server.location(BUCKET, "password"), wrong));

    assertThat(failure.code()).isEqualTo("PROXY_LOGIN_REFUSED");
    assertThat(failure.fault()).isEqualTo(Fault.OURS);
    assertThat(failure.stage()).isEqualTo(Stage.RESOLVE);
    assertThat(failure.advice()).contains("storage.proxy");
    assertThat(proxy.seen()).isEmpty();
  }

  private static void assertUnreachable(Failure failure) {
    assertThat(failure.code()).isEqualTo("PROXY_UNREACHABLE");
    assertThat(failure.fault()).isEqualTo(Fault.OURS);
    assertThat(failure.stage()).isEqualTo(Stage.RESOLVE);
    assertThat(failure.message()).startsWith("The proxy ").doesNotContain("localhost", "invalid");
    assertThat(failure.advice()).contains("storage.proxy");
  }

  private static S3Location at(String endpoint) {
    return new S3Location(
        BUCKET, StoragePath.ROOT, "us-east-1", Optional.of(URI.create(endpoint)), true);
  }

  private static PutOutcome put(S3Location location, OutboundProxy through) {
    return put(location, through, TestSettings.ANY_ENDPOINT);
  }

  private static PutOutcome put(S3Location location, OutboundProxy through, EndpointPolicy policy) {
    try (S3Stores stores = new S3Stores(settings(through, policy), TestSettings.TIME);
        ObjectStore store = stores.open(location, S3ProxyServer.accessKey())) {
      return store.put(KEY, new byte[] {1, 2, 3});
    }
  }

  private static S3Stores stores(OutboundProxy through) {
    return new S3Stores(settings(through, TestSettings.ANY_ENDPOINT), TestSettings.TIME);
  }

  private static S3Settings settings(OutboundProxy through, EndpointPolicy policy) {
    return new S3Settings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        4,
        S3Settings.DEFAULTS.partBytes(),
        policy,
        Optional.of(through),
        Optional.empty());
  }

  private static Failure refused(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return ((PutOutcome.Refused) outcome).failure();
  }
}
