package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.PassingTime;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import dev.waybill.storage.RoleArn;
import dev.waybill.stores.s3.FakeSts;
import dev.waybill.stores.s3.S3BucketReader;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole server, set up with an STS and an identity of its own, delivers by assumed role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssumedRoleIT {
  private static final String BUCKET = "archive";
  private static final int EVENTS = 120;

  /** Enough for three parts of an object that is not compressed. */
  private static final int LARGE_EVENTS = 24;

  private final PassingTime time = PassingTime.farFromTicks();
  private final FakeSts sts = new FakeSts(time);
  private volatile BiConsumer<String, String> atEachRequest = (_, _) -> {};
  private final S3ProxyServer s3 =
      S3ProxyServer.startForRoles(sts, (keyId, key) -> atEachRequest.accept(keyId, key));
  private final TestingServer server;

  AssumedRoleIT(@TempDir Path folder) throws IOException {
    server =
        TestingServer.start(
            Files.createDirectory(folder.resolve("server")),
            Map.of(
                "storage.s3-default-endpoint", s3.endpoint().toString(),
                "storage.allow-private-addresses", "true",
                "storage.sts-endpoint", sts.endpoint().toString(),
                "storage.sts-access-key-id", FakeSts.IDENTITY.accessKeyId(),
                "storage.sts-secret-access-key", FakeSts.IDENTITY.secretAccessKey()),
            time);
  }

  @BeforeAll
  void createBucket() {
    s3.createBucket(BUCKET);
  }

  @AfterEach
  void leaveRequestsAlone() {
    atEachRequest = (_, _) -> {};
    sts.letSessionsLast(Duration.ofHours(12));
  }

  @AfterAll
  void close() {
    server.close();
    s3.close();
    sts.close();
  }

  @Test
  void isCreatedBeforeTheRoleTrustsItAndWorksAtTheNextRead() {
    TestingTenant tenant = server.newTenant();
    RoleExport export = create(tenant, "");

    assertThat(export.created().get("connectionStatus").asString()).isEqualTo(refused(export));
    assertThat(export.created().get("enabled").asBoolean()).isTrue();
    assertThat(export.created().get("interval").asString()).isEqualTo("EVERY_12_HOURS");
    assertThat(export.created().get("endpointConfiguration").toString())
        .isEqualTo(
            "{\"bucket\":\"archive\",\"path\":\"" + tenant.id() + "\",\"region\":\"us-east-1\"}");
    assertThat(export.status()).isEqualTo(refused(export));

    sts.trust(export.role(), export.id());
    assertThat(export.status()).isEqualTo("SUCCESS");
    assertThat(export.listed().get("enabled").asBoolean()).isTrue();
    assertThat(s3.keys(BUCKET)).contains(tenant.id() + "/.waybill.export.log");

    SentEvents.send(tenant, EVENTS);
    assertThat(export.awaitJob(export.run(), "SUCCEEDED").get("eventCount").asInt())
        .isEqualTo(EVENTS);
    verify(tenant, EVENTS);
  }

  @Test
  void theReadThatFindsTheTrustWakesTheJobThatWasBlocked() {
    TestingTenant tenant = server.newTenant();
    RoleExport export = create(tenant, "");
    SentEvents.send(tenant, EVENTS);
    String job = export.run();

    JsonNode blocked = export.awaitJob(job, "BLOCKED");
    assertThat(blocked.at("/failure/fault").asString()).isEqualTo("CUSTOMER");
    assertThat(blocked.at("/failure/stage").asString()).isEqualTo("ASSUME_ROLE");
    assertThat(blocked.at("/failure/message").asString())
        .isEqualTo(FakeSts.denial(export.role().value()));

    sts.trust(export.role(), export.id());
    assertThat(export.status()).isEqualTo("SUCCESS");
    export.awaitJob(job, "SUCCEEDED");
    verify(tenant, EVENTS);
  }

  @Test
  void aRoleThatWantsAnotherExternalIdRefuses() {
    RoleExport export = create(server.newTenant(), "");

    sts.trust(export.role(), UUID.randomUUID().toString());
    assertThat(export.status()).isEqualTo(refused(export));

    JsonNode tested = export.test();
    assertThat(tested.get("connectionStatus").asString()).isEqualTo(refused(export));
    assertThat(tested.at("/connectionTest/code").asString()).isEqualTo("ROLE_NOT_ASSUMABLE");
    assertThat(tested.at("/connectionTest/advice").asString())
        .contains("sts:ExternalId", export.id(), FakeSts.IDENTITY_ARN);
  }

  @Test
  void aRoleThatWantsNoExternalIdIsNoticed() {
    RoleExport export = create(server.newTenant(), "");

    sts.trustWithoutCondition(export.role());
    JsonNode tested = export.test();

    assertThat(tested.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(tested.at("/connectionTest/code").asString()).isEqualTo("EXTERNAL_ID_NOT_ENFORCED");
    assertThat(tested.at("/connectionTest/message").asString())
        .startsWith("Your role can be used by others");
    assertThat(tested.at("/connectionTest/advice").asString())
        .contains("sts:ExternalId", export.id());
  }

  @Test
  void sessionsThatRunOutInTheMiddleOfAJobAreRenewed() {
    // They can be used for four seconds of these.
    sts.letSessionsLast(Duration.ofSeconds(64));
    assertSessionsAreRenewed(_ -> time.pass(Duration.ofSeconds(3)));
  }

  @Test
  void sessionsThatTheStoreNoLongerTakesInTheMiddleOfAJobAreRenewed() {
    // The first request about each object, and the last about the large one: to start it comes
    // first, and then again, and then three parts.
    assertSessionsAreRenewed(
        number -> {
          if (number == 1 || number == 6) {
            sts.endSessions();
          }
        });
  }

  @Test
  void aRoleTakenBackInTheMiddleOfAJobStopsItUntilItIsGrantedAgain() {
    TestingTenant tenant = server.newTenant();
    RoleExport export = create(tenant, "");
    sts.trust(export.role(), export.id());
    assertThat(export.status()).isEqualTo("SUCCESS");
    String before = export.deliveredThrough();
    SentEvents.send(tenant, EVENTS);
    AtomicInteger puts = new AtomicInteger();
    atEachRequest =
        (_, key) -> {
          if (key.startsWith(tenant.id() + "/events/") && puts.incrementAndGet() == 3) {
            sts.distrust(export.role());
            sts.endSessions();
          }
        };

    String job = export.run();

    JsonNode blocked = export.awaitJob(job, "BLOCKED");
    assertThat(blocked.at("/failure/code").asString()).isEqualTo("ROLE_NOT_ASSUMABLE");
    assertThat(objects(tenant)).hasSize(2);
    assertThat(export.status()).isEqualTo(refused(export));
    assertThat(export.deliveredThrough()).isEqualTo(before);

    sts.trust(export.role(), export.id());
    assertThat(export.status()).isEqualTo("SUCCESS");
    JsonNode done = export.awaitJob(job, "SUCCEEDED");
    assertThat(done.get("sequence").asInt()).isEqualTo(1);
    assertThat(done.get("eventCount").asInt()).isEqualTo(EVENTS);
    assertThat(export.deliveredThrough()).isNotEqualTo(before);
    verify(tenant, EVENTS);
  }

  /**
   * Runs a job whose requests go wrong in a way, and expects not to hear of it.
   *
   * @param disturbance takes how many requests there were about the key of the one that is looked
   *     at next
   */
  private void assertSessionsAreRenewed(IntConsumer disturbance) {
    TestingTenant tenant = server.newTenant();
    RoleExport export = create(tenant, "compression: NONE");
    sts.trust(export.role(), export.id());
    assertThat(export.status()).isEqualTo("SUCCESS");
    SentEvents.send(tenant, EVENTS);
    sendLarge(tenant);
    Map<String, List<String>> sessions = new ConcurrentHashMap<>();
    atEachRequest =
        (keyId, key) -> {
          if (key.startsWith(tenant.id() + "/")) {
            List<String> used = sessions.computeIfAbsent(key, _ -> new ArrayList<>());
            used.add(keyId);
            disturbance.accept(used.size());
          }
        };

    String job = export.run();

    JsonNode done = export.awaitJob(job, "SUCCEEDED", "BLOCKED");
    assertThat(done.get("status").asString()).as(done.toString()).isEqualTo("SUCCEEDED");
    assertThat(export.attempts(job)).containsExactly("SUCCEEDED");
    assertThat(sessions.values().stream().map(List::getLast).distinct().count())
        .as("between objects")
        .isGreaterThan(3);
    String large =
        done.get("objects")
            .valueStream()
            .filter(object -> object.get("storedBytes").asLong() > 10 << 20)
            .findFirst()
            .orElseThrow()
            .get("key")
            .asString();
    assertThat(sessions.get(tenant.id() + "/" + large))
        .as("in the middle of one")
        .satisfies(used -> assertThat(Set.copyOf(used)).hasSizeGreaterThan(1));
    verify(tenant, EVENTS + LARGE_EVENTS);
  }

  private RoleExport create(TestingTenant tenant, String options) {
    RoleArn role = new RoleArn("arn:aws:iam::111122223333:role/audit/" + tenant.id());
    return RoleExport.create(new GraphQlClient(tenant), role, BUCKET, tenant.id(), options);
  }

  private static String refused(RoleExport export) {
    return export.refusal() + FakeSts.denial(export.role().value());
  }

  private static void sendLarge(TestingTenant tenant) {
    String details = "x".repeat(500_000);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LARGE_EVENTS; i++) {
      lines.add(
          "{\"eventID\":\"large-%d\",\"eventType\":\"DUMP\",\"eventDetails\":\"%s\"}"
              .formatted(i, details));
    }
    JsonNode answer =
        tenant
            .server()
            .client()
            .events("", lines.toArray(String[]::new))
            .key(tenant.newKey("INGEST"))
            .send()
            .json();
    assertThat(answer.path("accepted").asInt()).as(answer.toString()).isEqualTo(LARGE_EVENTS);
  }

  private List<String> objects(TestingTenant tenant) {
    return s3.keys(BUCKET).stream()
        .filter(key -> key.startsWith(tenant.id() + "/events/"))
        .toList();
  }

  /** Nothing is wrong with what lies there, and all of it is there, once. */
  private void verify(TestingTenant tenant, int events) {
    try (BucketReader place =
        S3BucketReader.with(S3ProxyServer.accessKey(), s3.location(BUCKET, tenant.id()))) {
      JsonNode keys = server.client().get(Verified.KEYS).send().json();
      assertThat(Verified.place(place, keys).events()).isEqualTo(events);
    }
  }
}
