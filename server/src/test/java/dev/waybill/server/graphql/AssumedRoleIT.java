package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.storage.RoleArn;
import dev.waybill.stores.s3.FakeSts;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.time.SettableTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A whole server, set up with an STS and an identity of its own, delivers by assumed role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssumedRoleIT {
  private static final RoleArn ROLE = new RoleArn("arn:aws:iam::111122223333:role/audit/writer");

  /** Sessions end when the test says so. */
  private final FakeSts sts = new FakeSts(new SettableTime(Instant.now()));

  private final S3ProxyServer s3 = S3ProxyServer.startForRoles(sts);
  private final TestingServer server =
      TestingServer.start(
          Map.of(
              "storage.s3-default-endpoint", s3.endpoint().toString(),
              "storage.allow-private-addresses", "true",
              "storage.sts-endpoint", sts.endpoint().toString(),
              "storage.sts-access-key-id", FakeSts.IDENTITY.accessKeyId(),
              "storage.sts-secret-access-key", FakeSts.IDENTITY.secretAccessKey()));

  @BeforeAll
  void createBucket() {
    s3.createBucket("archive");
  }

  @AfterAll
  void close() {
    server.close();
    s3.close();
    sts.close();
  }

  @Test
  void createsThenTrustsThenDeliversThroughAnEndOfTheSession() {
    TestingTenant tenant = server.newTenant();
    int sent = SentEvents.send(tenant, 200).size();
    GraphQlClient client = new GraphQlClient(tenant);
    JsonNode created =
        client.data(
            "mutation { createS3AssumedRoleExportConfiguration(data: { interval: EVERY_12_HOURS bucket: \"archive\" path: \"p\" region: \"us-east-1\" roleArn: \"%s\" }) { id connectionStatus } }"
                .formatted(ROLE));
    String id = created.get("id").asString();
    assertThat(created.get("connectionStatus").asString())
        .isEqualTo(
            "Error testing access to S3 using AssumedRole "
                + ROLE
                + " - "
                + FakeSts.denial(ROLE.value()));

    sts.trust(ROLE, id);
    assertThat(
            client
                .data("query { getAllExportConfigurations { id connectionStatus } }")
                .at("/0/connectionStatus")
                .asString())
        .isEqualTo("SUCCESS");
    sts.endSessions();

    assertThat(client.run(id).get("eventCount").asInt()).isEqualTo(sent);
    assertThat(s3.keys("archive"))
        .contains("p/_waybill/" + id + "/manifests/000000000001.manifest");
    assertThat(
            client
                .data("query { getAllExportConfigurations { id connectionStatus } }")
                .at("/0/connectionStatus")
                .asString())
        .isEqualTo("SUCCESS");
  }
}
