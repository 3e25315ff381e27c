package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.PassingTime;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import dev.waybill.storage.RoleArn;
import dev.waybill.stores.ceph.CephAccount;
import dev.waybill.stores.ceph.CephGateway;
import dev.waybill.stores.ceph.CephUser;
import dev.waybill.stores.ceph.StsFront;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What a customer does from the first mutation to events in the bucket, with the policies that this
 * server hands out and a gateway that judges by them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CephJourneyRealIT {
  private static final int EVENTS = 120;

  /** After which no session is left that was given before. */
  private static final Duration LONGER_THAN_A_SESSION = Duration.ofHours(2);

  /** What {@code setupInstructions} says. */
  private record Setup(String roleName, String trustPolicy, String permissionPolicy) {}

  private final CephGateway gateway = CephGateway.shared();
  private final CephAccount service = gateway.openAccount();
  private final CephUser waybill = service.addUser("waybill");
  private final StsFront sts = StsFront.of(gateway);
  private final PassingTime time = PassingTime.farFromTicks();
  private final Path folder;
  private final TestingServer server;

  CephJourneyRealIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server =
        TestingServer.start(
            Files.createDirectory(folder.resolve("server")),
            Map.of(
                "storage.s3-default-endpoint", gateway.endpoint().toString(),
                "storage.allow-private-addresses", "true",
                "storage.sts-endpoint", sts.endpoint().toString(),
                "storage.sts-access-key-id", waybill.key().accessKeyId(),
                "storage.sts-secret-access-key", waybill.key().secretAccessKey(),
                "setup.s3-principal", waybill.arn()),
            time);
  }

  @AfterAll
  void close() {
    server.close();
    sts.close();
    service.close();
  }

  @Test
  void createsIsRefusedSetsUpWhatItIsToldAndIsDelivered() {
    try (CephAccount customer = gateway.openAccount()) {
      customer.createBucket("audit-events");
      TestingTenant tenant = server.newTenant();
      RoleExport export = create(tenant, customer);
      assertThat(export.created().get("connectionStatus").asString()).isEqualTo(refused(export));
      assertThat(export.created().get("enabled").asBoolean()).isTrue();
      SentEvents.send(tenant, EVENTS);
      String job = export.run();
      export.awaitJob(job, "BLOCKED");

      Setup setup = setup(export);
      customer.addRole(setup.roleName(), setup.trustPolicy());
      customer.allowRole(setup.roleName(), setup.permissionPolicy());

      assertThat(export.status()).isEqualTo("SUCCESS");
      assertThat(export.awaitJob(job, "SUCCEEDED").get("eventCount").asInt()).isEqualTo(EVENTS);
      verify(tenant, customer, EVENTS);
      assertThat(export.test().at("/connectionTest/code").isNull())
          .as("the external id is enforced")
          .isTrue();
    }
  }

  @Test
  void aRoleThatWantsAnotherExternalIdRefusesAndOneThatWantsNoneIsNoticed() {
    try (CephAccount customer = gateway.openAccount()) {
      customer.createBucket("audit-events");
      RoleExport export = create(server.newTenant(), customer);
      Setup setup = setup(export);
      assertThat(setup.trustPolicy()).contains(export.id());
      customer.addRole(
          setup.roleName(), setup.trustPolicy().replace(export.id(), UUID.randomUUID().toString()));
      customer.allowRole(setup.roleName(), setup.permissionPolicy());

      assertThat(export.status()).isEqualTo(refused(export));
      assertThat(export.test().at("/connectionTest/code").asString())
          .isEqualTo("ROLE_NOT_ASSUMABLE");

      customer.trust(setup.roleName(), open());
      JsonNode tested = export.test();
      assertThat(tested.get("connectionStatus").asString()).isEqualTo("SUCCESS");
      assertThat(tested.at("/connectionTest/code").asString())
          .isEqualTo("EXTERNAL_ID_NOT_ENFORCED");
      assertThat(tested.at("/connectionTest/message").asString())
          .startsWith("Your role can be used by others");

      customer.trust(setup.roleName(), setup.trustPolicy());
      assertThat(export.test().at("/connectionTest/code").isNull()).isTrue();
    }
  }

  @Test
  void goesOnAfterTheEndOfItsSessionAndStopsWhileTheRoleIsTakenBack() {
    try (CephAccount customer = gateway.openAccount()) {
      customer.createBucket("audit-events");
      TestingTenant tenant = server.newTenant();
      RoleExport export = create(tenant, customer);
      Setup setup = setup(export);
      customer.addRole(setup.roleName(), setup.trustPolicy());
      customer.allowRole(setup.roleName(), setup.permissionPolicy());
      assertThat(export.status()).isEqualTo("SUCCESS");
      assertSucceedsAtOnce(export);

      time.pass(LONGER_THAN_A_SESSION);
      assertSucceedsAtOnce(export);

      SentEvents.send(tenant, EVENTS);
      customer.trust(
          setup.roleName(), setup.trustPolicy().replace(export.id(), UUID.randomUUID().toString()));
      time.pass(LONGER_THAN_A_SESSION);
      String stopped = export.run();
      assertThat(export.awaitJob(stopped, "BLOCKED").at("/failure/code").asString())
          .isEqualTo("ROLE_NOT_ASSUMABLE");
      assertThat(export.status()).isEqualTo(refused(export));

      customer.trust(setup.roleName(), setup.trustPolicy());
      assertThat(export.status()).isEqualTo("SUCCESS");
      assertThat(export.awaitJob(stopped, "SUCCEEDED").get("eventCount").asInt()).isEqualTo(EVENTS);
      verify(tenant, customer, EVENTS);
    }
  }

  private static void assertSucceedsAtOnce(RoleExport export) {
    String job = export.run();
    export.awaitJob(job, "SUCCEEDED");
    assertThat(export.attempts(job)).containsExactly("SUCCEEDED");
  }

  /** With a role that is not there yet, under the name that the setup gives it. */
  private static RoleExport create(TestingTenant tenant, CephAccount customer) {
    RoleArn role = new RoleArn("arn:aws:iam::" + customer.id() + ":role/waybill-export");
    return RoleExport.create(new GraphQlClient(tenant), role, "audit-events", "p", "");
  }

  private String refused(RoleExport export) {
    return export.refusal()
        + "User: "
        + waybill.arn()
        + " is not authorized to perform: sts:AssumeRole on resource: "
        + export.role();
  }

  private static Setup setup(RoleExport export) {
    JsonNode setup =
        export
            .client()
            .data(
                "query { setupInstructions(data: { configurationId: \"%s\" }) { roleName trustPolicy permissionPolicy } }"
                    .formatted(export.id()));
    return new Setup(
        setup.get("roleName").asString(),
        setup.get("trustPolicy").asString(),
        setup.get("permissionPolicy").asString());
  }

  /** What people write who have not read about external ids. */
  private String open() {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}]}\
        """
        .formatted(waybill.arn());
  }

  /** Nothing is wrong with what lies there, and all of it is there, once. */
  private void verify(TestingTenant tenant, CephAccount customer, int events) {
    Path copy = folder.resolve(tenant.id());
    for (String key : customer.keys("audit-events")) {
      Path file = copy.resolve(key);
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, customer.read("audit-events", key).orElseThrow());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    JsonNode keys = server.client().get(Verified.KEYS).send().json();
    assertThat(Verified.place(copy.resolve("p"), keys).events()).isEqualTo(events);
  }
}
