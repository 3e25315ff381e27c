package dev.waybill.server.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.PlaceProof;
import dev.waybill.stores.azure.AzureSettings;
import dev.waybill.stores.azure.AzuritePlace;
import dev.waybill.stores.azure.FakeEntra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What a customer does from the first mutation to events in the container, at a store that checks
 * signatures and tokens.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzureJourneyRealIT {
  private static final String CONTAINER = "audit-events";
  private static final String DIRECTORY = "0f8fad5b-d9cb-469f-a165-70867728950e";
  private static final int EVENTS = 48;
  private static final int LARGE_EVENTS = 14;
  private static final int LARGE = 400_000;

  private final Path folder;
  private final FakeEntra entra;
  private final AzuritePlace azurite;
  private final TestingServer server;

  AzureJourneyRealIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path tls = Files.createDirectory(folder.resolve("tls"));
    entra = new FakeEntra(tls);
    azurite = AzuritePlace.withTls(CONTAINER, entra, tls);
    server =
        TestingServer.start(
            Files.createDirectory(folder.resolve("server")),
            Map.of(
                "server.public-url",
                "https://audit.example.com",
                "storage.ca-bundle",
                entra.vouching().certificate().toString(),
                "azure.endpoint",
                azurite.endpoint(),
                "azure.authority",
                entra.authority().toString(),
                "azure.application-id",
                FakeEntra.CLIENT_ID,
                "azure.application-name",
                "Acme audit",
                "azure.client-secret",
                FakeEntra.SECRET));
  }

  @AfterAll
  void close() {
    server.close();
    azurite.close();
    entra.close();
  }

  @Test
  void deliversBySasToken() {
    CloudExport export = sas("signed", azurite.sasToken("cw", Duration.ofDays(1)));
    assertThat(export.created().get("connectionStatus").asString()).isEqualTo("SUCCESS");
    sendLarge(export.tenant());

    String job = export.send(EVENTS);

    assertDelivered(export, job, "signed", EVENTS + LARGE_EVENTS);
    assertThat(azurite.objects())
        .as("an object that is put in blocks")
        .anySatisfy(
            (name, content) -> {
              assertThat(name).startsWith("signed/events/");
              assertThat(content).hasSizeGreaterThan(AzureSettings.DEFAULTS.blockBytes());
            });
  }

  @Test
  void tellsWhatIsWrongWithASasTokenAndTakesABetterOne() {
    CloudExport expired = sas("expired", azurite.sasToken("cw", Duration.ofDays(-1)));
    assertTold(expired, "SAS_EXPIRED", "The SAS token has expired at ", "Give a new SAS token.");

    assertTold(
        sas("read", azurite.sasToken("rl", Duration.ofDays(1))),
        "SAS_PERMISSION_MISSING",
        "(sp=rl)",
        "A SAS token that reads or lists is not enough.");
    assertTold(
        sas("elsewhere", azurite.sasTokenOf("others")),
        "SAS_REFUSED",
        "not for the container '" + CONTAINER + "'",
        "Check the names of account and container.");
    assertThat(azurite.names()).noneMatch(name -> name.matches("(expired|read|elsewhere)/.*"));

    String job = expired.send(EVENTS);
    assertThat(expired.awaitJob(job, "BLOCKED").at("/failure/code").asString())
        .isEqualTo("SAS_EXPIRED");
    expired
        .client()
        .data(
            "mutation { updateAdlsSasTokenExportConfiguration(data: { id: \"%s\" sasToken: \"%s\" }) { id } }"
                .formatted(expired.id(), azurite.sasToken()));
    assertDelivered(expired, job, "expired", EVENTS);
  }

  @Test
  void deliversAsTheApplicationOnceTheTenantConfirmed() {
    CloudExport export =
        CloudExport.create(
            server.newTenant(),
            "createAdlsEntraAppExportConfiguration",
            place("granted") + " entraTenantId: \"" + DIRECTORY + "\"");
    assertThat(export.code()).isEqualTo("NO_CONSENT");

    entra.consent(new EntraDirectory(DIRECTORY));
    assertThat(export.test()).isEqualTo("DESTINATION_NOT_CONFIRMED");
    String job = export.send(EVENTS);
    assertThat(export.awaitJob(job, "BLOCKED").at("/failure/code").asString())
        .isEqualTo("DESTINATION_NOT_CONFIRMED");
    assertThat(azurite.names()).noneMatch(name -> name.startsWith("granted/events/"));

    String token = "granted/" + PlaceProof.key(UUID.fromString(export.integration()));
    String text = new String(azurite.read(token).orElseThrow(), UTF_8);
    assertThat(export.confirm(text).json().has("errors")).isFalse();

    assertDelivered(export, job, "granted", EVENTS);
    assertThat(export.test()).isEmpty();
  }

  private CloudExport sas(String path, String token) {
    return CloudExport.create(
        server.newTenant(),
        "createAdlsSasTokenExportConfiguration",
        place(path) + " compression: NONE sasToken: \"" + token + "\"");
  }

  private static String place(String path) {
    return "storageAccount: \"%s\" fileSystem: \"%s\" path: \"%s\""
        .formatted(AzuritePlace.ACCOUNT, CONTAINER, path);
  }

  private static String large(int number, long now, TestingTenant tenant) {
    return """
        {"eventID":"large-%d","eventTime":%d,"eventVersion":"1.0.0","eventSource":"Shop",\
        "eventName":"Shop:CustomAudit","userIdentity":{"type":"User","id":"u"},\
        "eventType":"LOGIN","eventDetails":"%s","clientID":"%s"}"""
        .formatted(number, now, "x".repeat(LARGE), tenant.id());
  }

  /** So that they come into one object, which is too large for one request. */
  private static void sendLarge(TestingTenant tenant) {
    long now = System.currentTimeMillis();
    String[] lines =
        Stream.iterate(0, number -> number + 1)
            .limit(LARGE_EVENTS)
            .map(number -> large(number, now, tenant))
            .toArray(String[]::new);
    assertThat(
            tenant
                .server()
                .client()
                .events("", lines)
                .key(tenant.newKey("INGEST"))
                .send()
                .json()
                .path("accepted")
                .asInt())
        .isEqualTo(LARGE_EVENTS);
  }

  private static void assertTold(CloudExport export, String code, String words, String advice) {
    JsonNode tested = export.tested();
    assertThat(export.code()).isEqualTo(code);
    assertThat(tested.get("code").asString()).isEqualTo(code);
    assertThat(tested.get("message").asString()).contains(words);
    assertThat(tested.get("advice").asString()).contains(advice);
  }

  private void assertDelivered(CloudExport export, String job, String path, int events) {
    assertThat(export.awaitJob(job, "SUCCEEDED").get("eventCount").asInt()).isEqualTo(events);
    assertThat(export.verify(folder, azurite.objects(), path)).isEqualTo(events);
  }
}
