package dev.waybill.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.manifest.KeyFile;
import dev.waybill.manifest.SigningKeys;
import dev.waybill.manifest.VerificationKey;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.ExportedObjects;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.stores.directory.DirectoryBucketReader;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import dev.waybill.verify.Expectations;
import dev.waybill.verify.Observation;
import dev.waybill.verify.Report;
import dev.waybill.verify.Trust;
import dev.waybill.verify.Verification;
import dev.waybill.verify.VerificationListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left at the destination of an export that was deleted, and what it proves. */
@Timeout(600)
class DeletionIT {
  private final SettableTime time = new SettableTime(Instant.parse("2026-01-01T00:30:00Z"));
  private final TestingServer server;
  private final TestingTenant tenant;
  private final String sender;
  private final GraphQlClient graphql;

  DeletionIT(@TempDir Path folder) {
    server = TestingServer.start(folder.resolve("server"), Map.of("log.level", "ERROR"), time);
    tenant = server.newTenant();
    sender = tenant.newKey("INGEST");
    graphql = new GraphQlClient(tenant);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aDeletedExportIsCompleteThroughItsDeletion() throws IOException, InterruptedException {
    send("before");
    UUID export = create();
    graphql.run(export.toString());
    time.advance(Duration.ofMinutes(1));
    send("between");
    time.advance(Duration.ofMinutes(1));
    Instant deletion = time.now();

    graphql.data("mutation { deleteExportConfiguration(id: \"%s\") { id } }".formatted(export));

    assertThat(graphql.data("{ getAllExportConfigurations { id } }")).isEmpty();
    assertThat(graphql.data("{ storageIntegrations { id } }")).isEmpty();
    awaitManifest(export, 2);
    send("after");
    Expectations expected =
        new Expectations(Set.of(export), Set.of(new TenantId(tenant.id())), Optional.of(deletion));
    Report report = verify(expected);
    assertThat(report.verified()).isTrue();
    assertThat(report.streams())
        .singleElement()
        .satisfies(stream -> assertThat(stream.events()).isEqualTo(2));
    assertThat(new ExportedObjects(place()).ids()).containsExactlyInAnyOrder("before", "between");
  }

  private UUID create() {
    return UUID.fromString(
        graphql
            .data(
                "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_24_HOURS root: \"%s\" eventKinds: [CUSTOM] }) { id } }"
                    .formatted(server.exports()))
            .path("id")
            .asString());
  }

  private void send(String id) {
    Answer answer =
        server
            .client()
            .events("", "{\"eventType\":\"T\",\"eventID\":\"%s\"}".formatted(id))
            .key(sender)
            .send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private Path place() {
    return server.exports().resolve(tenant.id());
  }

  private void awaitManifest(UUID stream, int sequence) {
    Path manifest =
        place().resolve("_waybill/%s/manifests/%012d.manifest".formatted(stream, sequence));
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMinutes(3))
        .until(() -> Files.exists(manifest));
  }

  private Report verify(Expectations expectations) throws IOException, InterruptedException {
    SigningKeys keys = server.running().context().getBean(SigningKeys.class);
    List<VerificationKey> trusted = new ArrayList<>();
    for (KeyFile file : keys.filesOf(keys.current().key())) {
      if (file instanceof KeyFile.OfKey(VerificationKey key)) {
        trusted.add(key);
      }
    }
    try (DirectoryBucketReader reader = new DirectoryBucketReader(place())) {
      return Verification.run(reader, Trust.in(trusted), expectations, new Silence(), 1);
    }
  }

  private static final class Silence implements VerificationListener {
    @Override
    public void observed(Observation observation) {}

    @Override
    public void listed(long objects, long storedBytes) {}

    @Override
    public void checked(long storedBytes) {}
  }
}
