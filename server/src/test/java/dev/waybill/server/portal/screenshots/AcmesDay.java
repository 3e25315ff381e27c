package dev.waybill.server.portal.screenshots;

import static org.awaitility.Awaitility.await;

import dev.waybill.server.demo.SampleEvents;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.storage.RoleArn;
import dev.waybill.stores.s3.FakeSts;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A tenant that has sent and exported for a day. */
final class AcmesDay {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int HOURS = 26;
  private static final int HOUR_OF_THE_PAUSE = 9;
  private static final int HOUR_OF_THE_TROUBLE = 19;

  /** What a company sends: little at night, most before noon. */
  private static final int[] EVENTS_BY_HOUR = {
    14, 11, 9, 10, 16, 38, 92, 171, 243, 287, 301, 264, 198, 251, 276, 248, 203, 144, 97, 71, 52,
    38, 27, 19
  };

  private final TestingTenant tenant;
  private final GraphQlClient client;
  private final SettableTime time;
  private final FakeSts sts;
  private final SampleEvents sample = new SampleEvents(new Random(26));
  private final String sender;
  private final String reader;
  private final Exporting lake;
  private final Exporting fraud;
  private final Exporting archive;
  private String endpoint = "";

  /** An export by a role that trusts the service. */
  private record Exporting(String id, String integration, RoleArn role) {}

  AcmesDay(TestingTenant tenant, SettableTime time, FakeSts sts, S3ProxyServer s3) {
    this.tenant = tenant;
    this.time = time;
    this.sts = sts;
    client = new GraphQlClient(tenant.server(), Showcase.newKey(tenant, "Terraform", "AUDIT"));
    sender = Showcase.newKey(tenant, "Product, eu-central-1", "INGEST");
    reader = Showcase.newKey(tenant, "Nightly verification", "READ", "AUDIT_READ");
    for (String bucket : List.of("acme-security-lake", "acme-fraud", "acme-archive")) {
      s3.createBucket(bucket);
    }
    lake = export("Security lake", "acme-security-lake", "111122223333", "");
    fraud =
        export(
            "Fraud team",
            "acme-fraud",
            "111122223333",
            "eventKinds: [SYSTEM] eventCategories: [\"anomaly\", \"threshold\"]");
    archive = export("Archive, 7 years", "acme-archive", "444455556666", "");
  }

  private Exporting export(String name, String bucket, String account, String options) {
    var role = new RoleArn("arn:aws:iam::%s:role/waybill-%s".formatted(account, bucket));
    JsonNode created =
        client.data(
            """
            mutation { createS3AssumedRoleExportConfiguration(data: { name: "%s" interval: EVERY_HOUR
              bucket: "%s" path: "audit" region: "us-east-1" roleArn: "%s" %s })
              { id storageIntegrationId } }
            """
                .formatted(name, bucket, role.value(), options));
    String id = created.path("id").asString();
    sts.trust(role, id);
    client.data(
        "mutation { testExportConfiguration(id: \"%s\") { connectionStatus } }".formatted(id));
    return new Exporting(id, created.path("storageIntegrationId").asString(), role);
  }

  /** A day and a little more passes, one hour after the other. */
  void pass() {
    List<Exporting> atWork = new ArrayList<>(List.of(lake, fraud, archive));
    for (int hour = 1; hour <= HOURS; hour++) {
      if (hour == HOUR_OF_THE_PAUSE) {
        client.data(
            "mutation { disableExportConfiguration(id: \"%s\") { id } }".formatted(fraud.id));
        atWork.remove(fraud);
      }
      if (hour == HOUR_OF_THE_TROUBLE) {
        sts.distrust(archive.role);
        sts.endSessions();
        atWork.remove(archive);
      }
      send();
      time.advance(HOUR);
      for (Exporting each : atWork) {
        awaitJob(each, hour, "SUCCEEDED");
      }
    }
    awaitJob(archive, HOUR_OF_THE_TROUBLE, "BLOCKED");
    send();
    endpoint = haveItTold();
  }

  /** From now on: nothing waits yet. */
  private String haveItTold() {
    client.data(
        "mutation { setNotificationRecipients(addresses: [\"audit@acme.example\", \"security@acme.example\"]) }");
    return client
        .data(
            """
            mutation { createWebhookEndpoint(data: { url: "https://hooks.acme.example/waybill"
              types: ["delivery.failing", "delivery.recovered", "delivery.completed"] })
              { endpoint { id } } }
            """)
        .at("/endpoint/id")
        .asString();
  }

  private void send() {
    Instant now = time.now();
    Random minutes = new Random(now.getEpochSecond());
    String[] lines =
        IntStream.range(0, EVENTS_BY_HOUR[(int) (now.getEpochSecond() / HOUR.toSeconds() % 24)])
            .mapToObj(_ -> now.minusMillis(minutes.nextLong(HOUR.toMillis())).toEpochMilli())
            .sorted()
            .map(at -> sample.event(sample.kind(), at))
            .toArray(String[]::new);
    Showcase.require(tenant.server().client().events("", lines).key(sender).send());
  }

  private void awaitJob(Exporting export, int sequence, String status) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> newestJob(export),
            job ->
                job.path("sequence").asInt() == sequence
                    && job.path("status").asString().equals(status));
  }

  private JsonNode newestJob(Exporting export) {
    return client
        .data(
            "{ exportJobs(configurationId: \"%s\", first: 1) { nodes { id sequence status } } }"
                .formatted(export.id))
        .at("/nodes/0");
  }

  /** The page of the newest event of an application. */
  private String event() {
    JsonNode newest =
        Showcase.require(
                tenant
                    .server()
                    .client()
                    .get("/api/audit/events?kind=CUSTOM&limit=1")
                    .key(reader)
                    .send())
            .json()
            .at("/events/0");
    return "/portal/events/event?received=%d&id=%s"
        .formatted(newest.path("receivedTime").asLong(), newest.path("eventID").asString());
  }

  private String key() {
    return Showcase.require(
            tenant
                .server()
                .client()
                .get("/api/admin/tenants/" + tenant.id() + "/keys")
                .key(tenant.server().operatorKey())
                .send())
        .json()
        .at("/keys/0/id")
        .asString();
  }

  /** The pages of the tenant, in the order of the documentation. */
  List<Picture> pictures() {
    String export = "/portal/exports/";
    return List.of(
        new Picture("overview", "/portal"),
        new Picture("export", export + lake.id),
        new Picture("export-failing", export + archive.id),
        new Picture("export-paused", export + fraud.id),
        new Picture("job", export + lake.id + "/jobs/" + newestJob(lake).path("id").asString()),
        new Picture("export-settings", export + lake.id + "/settings"),
        new Picture("backfill", export + lake.id + "/backfill"),
        new Picture("export-attach", export + archive.id + "/attach"),
        new Picture("export-delete", export + lake.id + "/delete"),
        new Picture("integrations", "/portal/integrations"),
        new Picture("integration", "/portal/integrations/" + archive.integration),
        new Picture("destination", "/portal/integrations/" + lake.integration + "/destination"),
        new Picture("setup-export", "/portal/setup/" + lake.integration + "/export"),
        new Picture("setup-delivery", "/portal/setup/deliveries/" + lake.id),
        new Picture("events", "/portal/events"),
        new Picture("event", event()),
        new Picture("keys", "/portal/keys"),
        new Picture("revoke-key", "/portal/keys/" + key() + "/revoke"),
        new Picture("notifications", "/portal/notifications"),
        new Picture("endpoint", "/portal/notifications/endpoints/" + endpoint),
        new Picture("audit", "/portal/audit"),
        new Picture("about", "/portal/about"),
        new Picture("nothing-there", "/portal/elsewhere"));
  }
}
