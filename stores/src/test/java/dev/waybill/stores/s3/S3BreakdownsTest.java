package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it means when no answer comes. */
class S3BreakdownsTest {
  private static final ObjectKey KEY = new ObjectKey("events/one.ndjson.gz");
  private static final AccessKey ACCESS_KEY = new AccessKey("AKEXAMPLE", "secret");

  private final ScriptedS3Server server = new ScriptedS3Server();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void believesTheStatusOfAPutEvenIfTheRestBreaksOff() {
    server.thenBreakOff();

    assertThat(put(server.location())).isEqualTo(new PutOutcome.Stored());
  }

  @Test
  void believesTheStatusOfARefusalEvenIfTheRestBreaksOff() {
    server.thenBreakOff(412).thenBreakOff(403).thenBreakOff(503);

    assertThat(put(server.location())).isEqualTo(new PutOutcome.AlreadyThere());
    assertThat(refused(put(server.location())).code()).isEqualTo("ACCESS_DENIED");
    assertThat(failure(put(server.location())).code()).isEqualTo("THROTTLED");
  }

  @Test
  void keepsNoConnectionOfARefusalThatBrokeOff() {
    server.thenBreakOff(412).thenBreakOff(412);
    S3Settings settings = TestSettings.withOneConnection(Optional.empty(), Optional.empty());
    try (S3Stores stores = new S3Stores(settings, TestSettings.TIME);
        ObjectStore store = stores.open(server.location(), ACCESS_KEY)) {
      assertThat(store.put(KEY, new byte[] {1})).isEqualTo(new PutOutcome.AlreadyThere());
      assertThat(store.put(KEY, new byte[] {1})).isEqualTo(new PutOutcome.AlreadyThere());
    }
  }

  @Test
  void waitsNoLongerForTheRestOfARefusalThanForAnAnswer() {
    server.thenFallSilent(403);

    PutOutcome outcome = put(server.location(), TestSettings.withTimeout(Duration.ofMillis(300)));

    assertThat(failure(outcome).code()).isIn("TIMEOUT", "ACCESS_DENIED");
  }

  @Test
  void isInDoubtWhenTheAnswerToACompletedUploadBreaksOff() {
    server.thenUploadStarted().thenOk().thenOk().thenBreakOff();
    try (S3Stores stores = new S3Stores(TestSettings.forLoopback(), TestSettings.TIME);
        ObjectStore store = stores.open(server.location(), ACCESS_KEY);
        ObjectUpload upload = store.begin(KEY)) {
      byte[] content = new byte[Math.toIntExact(store.bufferedBytesPerUpload()) + 1];
      upload.write(content, 0, content.length);

      assertThat(upload.finish()).isInstanceOf(PutOutcome.Unknown.class);
    }

    assertThat(server.requests()).as("neither a second try nor an abort").hasSize(4);
  }

  @Test
  void isInDoubtWhenTheServerHangsUp() {
    server.thenHangUp();

    Failure failure = ((PutOutcome.Unknown) put(server.location())).failure();

    assertThat(failure.fault()).isEqualTo(Fault.CAPACITY);
    assertThat(failure.code()).isEqualTo("CONNECTION_LOST");
    assertThat(server.requests()).as("no hidden second try").hasSize(1);
  }

  @Test
  void isInDoubtWhenNoAnswerComesInTime() {
    server.thenSilence();

    PutOutcome outcome = put(server.location(), TestSettings.withTimeout(Duration.ofMillis(300)));

    assertThat(((PutOutcome.Unknown) outcome).failure().code()).isEqualTo("TIMEOUT");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void refusesWhenNothingListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    Failure failure = refused(put(at("http://127.0.0.1:" + port)));

    assertThat(failure.code()).isEqualTo("CONNECTION_REFUSED");
    assertThat(failure.fault()).isEqualTo(Fault.CUSTOMER);
    assertThat(failure.stage()).isEqualTo(Stage.RESOLVE);
    assertThat(failure.message())
        .isEqualTo("The store 127.0.0.1:" + port + " refuses connections.");
  }

  @Test
  void refusesAHostWithoutAddress() {
    Failure failure = refused(put(at("http://no-such-host.invalid:9000")));

    assertThat(failure.code()).isEqualTo("UNKNOWN_HOST");
    assertThat(failure.stage()).isEqualTo(Stage.RESOLVE);
    assertThat(failure.message()).contains("no-such-host.invalid:9000");
  }

  @Test
  void saysThatAServerDoesNotSpeakTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> served = threads.submit(() -> answerInPlainText(plain));

      PutOutcome outcome = put(at("https://127.0.0.1:" + plain.getLocalPort()));

      served.get();
      assertThat(failure(outcome).code()).isEqualTo("TLS_FAILED");
      assertThat(failure(outcome).stage()).isEqualTo(Stage.RESOLVE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9",
        "http://localhost:9",
        "http://[::1]:9",
        "http://10.0.0.1",
        "http://169.254.169.254",
        "http://[::ffff:127.0.0.1]:9",
        "http://0.0.0.0:9",
      })
  void refusesAddressesOfTheOperatorsNetwork(String endpoint) {
    EndpointPolicy policy = new EndpointPolicy(Set.of("*"), PrivateAddresses.REFUSED);

    Failure failure = refused(put(at(endpoint), withPolicy(policy)));

    assertThat(failure.code()).isEqualTo("ENDPOINT_NOT_ALLOWED");
    assertThat(failure.fault()).isEqualTo(Fault.CALLER);
    assertThat(failure.stage()).isEqualTo(Stage.RESOLVE);
    assertThat(failure.advice()).contains("operator");
  }

  /** Some resolvers read these as 127.0.0.1 or 169.254.169.254. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433:9",
        "http://0x7f000001:9",
        "http://0x7f.0.0.1:9",
        "http://0177.0.0.1:9",
        "http://127.1:9",
        "http://127.0.0.1.:9",
        "http://0:9",
        "http://2852039166",
        "http://[::ffff:7f00:1]:9",
        "http://[64:ff9b::a9fe:a9fe]",
        "http://[fd00:ec2::254]",
        "http://[fe80::1]",
      })
  void refusesAddressesHoweverTheyAreSpelt(String endpoint) {
    EndpointPolicy policy = new EndpointPolicy(Set.of("*"), PrivateAddresses.REFUSED);
    S3Location location;
    try {
      location = at(endpoint);
    } catch (InvalidInput e) {
      assertThat(e.field()).isEqualTo("endpoint");
      return;
    }

    assertThat(refused(put(location, withPolicy(policy))).code()).isEqualTo("ENDPOINT_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirection(int status) {
    try (var elsewhere = new ScriptedS3Server()) {
      String target = elsewhere.location().endpoint().orElseThrow() + "/latest/meta-data";
      server.thenError(status, "TemporaryRedirect", "Go there.", Map.of("Location", target));

      put(server.location());

      assertThat(server.requests()).hasSize(1);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void neverConnectsToTheMetadataService() {
    Failure failure =
        refused(put(at("http://169.254.169.254"), withPolicy(TestSettings.ANY_ENDPOINT)));

    assertThat(failure.code()).isEqualTo("ENDPOINT_NOT_ALLOWED");
  }

  @Test
  void doesNotOpenAnEndpointThatIsNotAllowed() {
    try (S3Stores stores = new S3Stores(S3Settings.DEFAULTS, TestSettings.TIME)) {
      FailureException refusal =
          catchThrowableOfType(
              FailureException.class, () -> stores.open(at("https://s3.example.com"), ACCESS_KEY));

      assertThat(refusal.failure().code()).isEqualTo("ENDPOINT_NOT_ALLOWED");
      assertThat(refusal.failure().fault()).isEqualTo(Fault.CALLER);
    }
  }

  @Test
  void opensAwsWithoutAnyRequest() {
    try (S3Stores stores = new S3Stores(S3Settings.DEFAULTS, TestSettings.TIME);
        ObjectStore store =
            stores.open(
                new S3Location(
                    "audit-events", StoragePath.ROOT, "us-east-1", Optional.empty(), false),
                ACCESS_KEY)) {
      assertThat(store.bufferedBytesPerUpload()).isEqualTo(5 * 1024 * 1024);
    }
  }

  @Test
  void refusesARegionThatCannotBeAHost() {
    PutOutcome outcome =
        put(
            new S3Location("audit-events", StoragePath.ROOT, "-", Optional.empty(), false),
            TestSettings.forLoopback());

    assertThat(failure(outcome).message()).isNotBlank();
  }

  private static boolean answerInPlainText(ServerSocket server) throws IOException {
    try (Socket client = server.accept()) {
      int greeting = client.getInputStream().read();
      client
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return greeting >= 0;
    }
  }

  private static S3Settings withPolicy(EndpointPolicy policy) {
    return new S3Settings(
        Duration.ofSeconds(2), Duration.ofSeconds(10), 4, 5 * 1024 * 1024, policy);
  }

  private static S3Location at(String endpoint) {
    return new S3Location(
        "audit-events",
        StoragePath.ROOT,
        "us-east-1",
        Optional.of(URI.create(endpoint)),
        /* pathStyle= */ true);
  }

  private static PutOutcome put(S3Location location) {
    return put(location, TestSettings.forLoopback());
  }

  private static PutOutcome put(S3Location location, S3Settings settings) {
    try (S3Stores stores = new S3Stores(settings, TestSettings.TIME);
        ObjectStore store = stores.open(location, ACCESS_KEY)) {
      return store.put(KEY, new byte[] {1, 2, 3});
    }
  }

  private static Failure refused(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return failure(outcome);
  }

  private static Failure failure(PutOutcome outcome) {
    return switch (outcome) {
      case PutOutcome.Refused(Failure failure) -> failure;
      case PutOutcome.Unknown(Failure failure) -> failure;
      case PutOutcome.Stored(), PutOutcome.AlreadyThere(), PutOutcome.OtherBytes _ ->
          throw new AssertionError(outcome);
    };
  }
}
