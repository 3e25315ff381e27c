package dev.waybill.server.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestingServer;
import dev.waybill.storage.PlaceProof;
import dev.waybill.stores.gcs.FakeGcsServer;
import dev.waybill.stores.gcs.FakeServiceAccount;
import dev.waybill.stores.network.PrivateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What a customer does in Google Cloud from the first mutation to events in the bucket, by a key or
 * by letting the service's own account in; over TLS, as at Google.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GcsJourneyIT {
  private static final int EVENTS = 48;
  private static final String CREATE = "storage.objects.create";

  private final Path folder;
  private final FakeGcsServer google;
  private final FakeServiceAccount waybill;
  private final TestingServer server;

  GcsJourneyIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    PrivateAuthority authority =
        PrivateAuthority.in(Files.createDirectory(folder.resolve("tls")), "Google");
    google = FakeGcsServer.withTls(authority);
    waybill = google.account("waybill@audit.iam.gserviceaccount.com");
    Path identity = Files.writeString(folder.resolve("identity.json"), waybill.file());
    server =
        TestingServer.start(
            Files.createDirectory(folder.resolve("server")),
            Map.of(
                "storage.ca-bundle", authority.certificate().toString(),
                "google.endpoint", google.endpoint().toString(),
                "google.token-endpoint", google.tokenEndpoint().toString(),
                "google.credentials", identity.toString()));
  }

  @AfterAll
  void close() {
    server.close();
    google.close();
  }

  @Test
  void eventsComeByAKeyOnceItsAccountMayCreateObjects() {
    FakeServiceAccount account = google.account("export@acme.iam.gserviceaccount.com");
    google.createBucket("acme-keyed");
    CloudExport export =
        CloudExport.create(
            server.newTenant(),
            "createGcsServiceAccountKeyExportConfiguration",
            "bucket: \"acme-keyed\" path: \"p\" serviceAccountKey: \"\"\"%s\"\"\""
                .formatted(account.file()));
    assertNamesWhatIsMissing(export, account.email());
    String job = export.send(EVENTS);
    export.awaitJob(job, "BLOCKED");

    google.grant(account, "acme-keyed", CREATE);
    assertThat(export.test()).isEmpty();

    assertDelivered(export, job, "acme-keyed");
  }

  @Test
  void aKeyThatWasDeletedIsToldSoAndNothingIsLost() {
    FakeServiceAccount account = google.account("rotated@acme.iam.gserviceaccount.com");
    FakeServiceAccount next = google.account("rotated@acme.iam.gserviceaccount.com");
    google.grant(account, "acme-rotated", CREATE);
    google.deleteKey(account);
    CloudExport export =
        CloudExport.create(
            server.newTenant(),
            "createGcsServiceAccountKeyExportConfiguration",
            "bucket: \"acme-rotated\" path: \"p\" serviceAccountKey: \"\"\"%s\"\"\""
                .formatted(account.file()));
    assertThat(export.code()).isEqualTo("SERVICE_ACCOUNT_KEY_REFUSED");
    String job = export.send(EVENTS);
    export.awaitJob(job, "BLOCKED");

    export
        .client()
        .data(
            "mutation { updateGcsServiceAccountKeyExportConfiguration(data: { id: \"%s\" serviceAccountKey: \"\"\"%s\"\"\" }) { id } }"
                .formatted(export.id(), next.file()));

    assertThat(export.test()).isEmpty();
    assertDelivered(export, job, "acme-rotated");
  }

  @Test
  void eventsComeByTheServicesAccountOnceItIsLetInAndThePlaceIsConfirmed() {
    google.createBucket("acme-granted");
    CloudExport export =
        CloudExport.create(
            server.newTenant(),
            "createGcsExportConfiguration",
            "bucket: \"acme-granted\" path: \"p\"");
    assertNamesWhatIsMissing(export, waybill.email());
    String job = export.send(EVENTS);
    export.awaitJob(job, "BLOCKED");

    google.grant(waybill, "acme-granted", CREATE);
    assertThat(export.test()).isEqualTo("DESTINATION_NOT_CONFIRMED");
    assertThat(export.confirm(token(export)).json().has("errors")).isFalse();
    assertDelivered(export, job, "acme-granted");

    google.revoke(waybill, "acme-granted");
    assertThat(export.test()).isEqualTo("ACCESS_DENIED");
    google.grant(waybill, "acme-granted", CREATE);
    assertThat(export.test()).as("it stays confirmed").isEmpty();
  }

  private static void assertNamesWhatIsMissing(CloudExport export, String email) {
    assertThat(export.code()).isEqualTo("ACCESS_DENIED");
    JsonNode tested = export.tested();
    assertThat(tested.get("message").asString())
        .contains("service account " + email + " lacks the permission " + CREATE);
    assertThat(tested.get("advice").asString()).contains("--member=serviceAccount:" + email);
  }

  private void assertDelivered(CloudExport export, String job, String bucket) {
    assertThat(export.awaitJob(job, "SUCCEEDED").get("eventCount").asInt()).isEqualTo(EVENTS);
    assertThat(export.verify(folder, google.objects(bucket), "p")).isEqualTo(EVENTS);
  }

  private String token(CloudExport export) {
    String name = "p/" + PlaceProof.key(UUID.fromString(export.integration()));
    return new String(google.objects("acme-granted").get(name), UTF_8);
  }
}
