package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.Attempt;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobStatus;
import dev.waybill.export.Leftovers;
import dev.waybill.export.Samples;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.GoogleKey;
import dev.waybill.storage.Location;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Abilities;
import dev.waybill.storage.S3Abilities.ConditionalPuts;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.SasToken;
import dev.waybill.storage.SharedIdentities;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlStorageIntegrationsTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOW = Samples.NOW;
  private static final String ENDS = "sv=2024-11-04&sr=c&sp=cw&se=2027-01-31T00:00Z&sig=c2VjcmV0";
  private static final String BY_POLICY = "sv=2024-11-04&sr=c&si=policy&sig=c2VjcmV0";
  private static final String PRIVATE_KEY =
      "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";

  private final Path folder;
  private final Tables tables;

  SqlStorageIntegrationsTest(@TempDir Path folder) {
    this.folder = folder;
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void keepsEveryKindOfLocation() {
    URI endpoint = URI.create("https://s3.example.com:9000");
    StoragePath path = new StoragePath("a/b \u00e4\"");
    for (Location location :
        new Location[] {
          new S3Location("bucket", StoragePath.ROOT, "us-east-1", Optional.empty(), false),
          new S3Location("bucket", path, "eu-west-1", Optional.of(endpoint), true),
          AzureLocation.ofAccount("account", "file-system", path),
          new AzureLocation("account.z7.blob.storage.azure.net", "audit", StoragePath.ROOT),
          new GcsLocation("bucket.example.com", path),
          new DirectoryLocation("/srv/exports", ACME, path)
        }) {
      assertKept(location, _ -> new Credentials.None());
    }
  }

  @Test
  void keepsEveryKindOfCredentials() {
    assertEveryKindKept();
  }

  private void assertEveryKindKept() {
    Location account = AzureLocation.ofAccount("account", "file-system", StoragePath.ROOT);
    Location bucket = new GcsLocation("bucket", StoragePath.ROOT);
    GoogleKey key = new GoogleKey("writer@project.iam.gserviceaccount.com", "1a2b", PRIVATE_KEY);

    assertKept(account, _ -> new Credentials.SharedAccessSignature(new SasToken(ENDS)));
    assertKept(account, _ -> new Credentials.SharedAccessSignature(new SasToken(BY_POLICY)));
    assertKept(account, id -> SharedIdentities.application(id, SharedIdentities.DIRECTORY));
    assertKept(bucket, SharedIdentities::grant);
    assertKept(bucket, _ -> new Credentials.ServiceAccountKey(key));
  }

  private void assertKept(Location location, Function<UUID, Credentials> with) {
    UUID id = UUID.randomUUID();
    Credentials credentials = with.apply(id);
    StorageIntegration integration = Samples.integration(ACME, location, id, credentials);
    tables.add(integration, credentials);

    assertThat(tables.integrations.find(ACME, integration.id())).contains(integration);
    assertThat(tables.integrations.credentials(ACME, integration.id())).contains(credentials);
  }

  @Test
  void showsATenantItsOwnOnly() {
    StorageIntegration mine = add(ACME);
    StorageIntegration others = add(OTHER);

    assertThat(tables.integrations.list(ACME)).containsExactly(mine);
    assertThat(tables.integrations.find(ACME, others.id())).isEmpty();
    assertThat(tables.integrations.credentials(ACME, others.id())).isEmpty();
    assertThat(tables.integrations.recordTest(ACME, others.id(), 1, ConnectionTest.passed(NOW)))
        .isFalse();
  }

  @Test
  void aCiphertextIsWorthNothingInAnotherRow() {
    StorageIntegration victim = add(ACME);
    StorageIntegration thief = add(OTHER);

    tables.database.run(
        tx ->
            tx.update(
                """
                UPDATE storage_integrations SET credentials =
                  (SELECT credentials FROM storage_integrations WHERE id = ?) WHERE id = ?
                """,
                victim.id().value(),
                thief.id().value()));

    assertThatThrownBy(() -> tables.integrations.credentials(OTHER, thief.id()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noFileHoldsASecretInTheClear() throws IOException {
    StorageIntegration integration = Samples.integration(ACME, Samples.location("first"));
    tables.add(integration, new Credentials.AccessKey("AKIAEXAMPLE", "wJalrXUtnFEMI"));
    assertEveryKindKept();

    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1))
            .as(file.toString())
            .doesNotContain("wJalrXUtnFEMI")
            .doesNotContain("AKIAEXAMPLE")
            .doesNotContain("c2VjcmV0")
            .doesNotContain(SharedIdentities.SEED)
            .doesNotContain("PRIVATE KEY");
      }
    }
    assertThat(tables.integrations.credentials(ACME, integration.id()))
        .contains(new Credentials.AccessKey("AKIAEXAMPLE", "wJalrXUtnFEMI"));
  }

  @Test
  void keepsARoleInTheClearAndNoOtherExternalIdThanItsOwn() {
    StorageIntegration plain = Samples.integration(ACME, Samples.location("by-role"));
    RoleArn role = new RoleArn("arn:aws:iam::111122223333:role/writer");
    tables.add(plain, new Credentials.AssumedRole(role, UUID.randomUUID()));

    assertThat(tables.integrations.credentials(ACME, plain.id()))
        .contains(new Credentials.AssumedRole(role, plain.externalId()));
    assertThat(tables.integrations.find(ACME, plain.id()).orElseThrow().authentication())
        .isEqualTo(new Authentication.AssumedRole(role));
  }

  @Test
  void recordsATestThatPassedWithAWarning() {
    StorageIntegration integration = add(ACME);
    Failure warning =
        new Failure(
            Fault.CUSTOMER,
            Stage.EXTERNAL_ID_ENFORCED,
            "EXTERNAL_ID_NOT_ENFORCED",
            "Your role can be used by others.",
            "Add a condition.");
    ConnectionTest passed = ConnectionTest.passed(warning, NOW.plusSeconds(1));

    assertThat(tables.integrations.recordTest(ACME, integration.id(), 1, passed)).isTrue();
    assertThat(lastTest(integration)).isEqualTo(passed);
  }

  @Test
  void keepsWhatATestFoundOutAboutTheStoreAtThePresentRevisionOnly() {
    StorageIntegration integration = add(ACME);
    Optional<Location> learned =
        Optional.of(
            ((S3Location) Samples.location("first"))
                .with(S3Abilities.UNKNOWN.with(ConditionalPuts.IGNORED)));
    ConnectionTest passed = ConnectionTest.passed(NOW.plusSeconds(1));

    assertThat(tables.integrations.recordTest(ACME, integration.id(), 2, passed, learned))
        .isFalse();
    assertThat(stored(integration)).isEqualTo(integration);
    assertThat(tables.integrations.recordTest(ACME, integration.id(), 1, passed, learned)).isTrue();

    assertThat(stored(integration).location()).isEqualTo(learned.get());
    assertThat(stored(integration).lastTest()).isEqualTo(passed);
    assertThat(stored(integration).revision()).isEqualTo(1);
    assertThat(stored(integration).updatedAt()).isEqualTo(integration.updatedAt());
    ConnectionTest later = ConnectionTest.passed(NOW.plusSeconds(2));
    assertThat(tables.integrations.recordTest(ACME, integration.id(), 1, later)).isTrue();
    assertThat(stored(integration).location()).isEqualTo(learned.get());
  }

  @Test
  void whatATestByReadingFoundGivesWayToWhatBecameKnownMeanwhile() {
    StorageIntegration read = add(ACME);
    ConnectionTest refused =
        ConnectionTest.failed(
            "Access denied", Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"), NOW.plusSeconds(1));
    ConnectionTest passed = ConnectionTest.passed(NOW.plusSeconds(2));

    assertThat(tables.integrations.recordReading(OTHER, read, refused, Optional.empty()))
        .as("another tenant's")
        .isFalse();
    assertThat(tables.integrations.recordReading(ACME, read, refused, Optional.empty())).isTrue();
    assertThat(lastTest(read)).isEqualTo(refused);

    StorageIntegration readAgain = stored(read);
    assertThat(tables.integrations.recordTest(ACME, read.id(), 1, passed)).isTrue();
    assertThat(tables.integrations.recordReading(ACME, readAgain, refused, Optional.empty()))
        .isFalse();
    assertThat(lastTest(read)).isEqualTo(passed);
  }

  @Test
  void whatIsLearnedOfAStoreFencesNoRunningAttempt() {
    ExportConfiguration configuration = tables.create(ACME, "first");
    ExportJob job = Samples.job(configuration, Samples.stream(configuration));
    assertThat(tables.ledger.plan(job, NOW, NOW.plusSeconds(3600))).isTrue();
    Attempt attempt = tables.ledger.claim(job.id(), NOW, NOW, NOW.plusSeconds(60)).orElseThrow();
    S3Location place = (S3Location) attempt.integration().location();

    assertThat(
            tables.integrations.recordTest(
                ACME,
                configuration.integration(),
                attempt.integration().revision(),
                ConnectionTest.passed(NOW),
                Optional.of(place.with(S3Abilities.UNKNOWN.with(ConditionalPuts.REFUSED)))))
        .isTrue();

    assertThat(tables.ledger.renew(attempt, NOW.plusSeconds(90))).isTrue();
  }

  @Test
  void recordsATestOfThePresentRevisionOnly() {
    StorageIntegration integration = add(ACME);
    ConnectionTest refused =
        ConnectionTest.failed(
            "Access denied",
            new Failure(
                Fault.CUSTOMER,
                Stage.PUT,
                "ACCESS_DENIED",
                "The bucket refused.",
                "Allow s3:PutObject.",
                Optional.of(Duration.ofSeconds(7))),
            NOW.plusSeconds(1));

    assertThat(tables.integrations.recordTest(ACME, integration.id(), 1, refused)).isTrue();
    assertThat(lastTest(integration)).isEqualTo(refused);

    tables.move(ACME, integration.id(), Samples.location("second"));
    ConnectionTest late = ConnectionTest.passed(NOW.plusSeconds(2));
    assertThat(tables.integrations.recordTest(ACME, integration.id(), 1, late)).isFalse();
    assertThat(lastTest(integration)).isEqualTo(ConnectionTest.notTested(NOW));
    assertThat(tables.integrations.recordTest(ACME, integration.id(), 2, late)).isTrue();
    assertThat(lastTest(integration)).isEqualTo(late);
  }

  @Test
  void wakesBlockedJobsOfThatIntegrationOnly() {
    ExportJob first = blocked(tables.create(ACME, "first"));
    ExportConfiguration second = tables.create(ACME, "second");
    ExportJob other = blocked(second);

    tables.integrations.wake(OTHER, second.integration(), NOW);
    assertThat(nextAttempt(other)).isEqualTo(NOW.plusSeconds(300));

    tables.integrations.wake(ACME, second.integration(), NOW);
    assertThat(nextAttempt(other)).isEqualTo(NOW);
    assertThat(nextAttempt(first)).isEqualTo(NOW.plusSeconds(300));
  }

  @Test
  void wakesBlockedBackfills() {
    ExportConfiguration configuration = tables.create(ACME, "first");
    ExportJob job = blocked(configuration);
    // As while only a backfill has a job that is not finished.
    tables.database.run(
        tx ->
            tx.update(
                "UPDATE export_configurations SET job_open = 0 WHERE id = ?",
                configuration.id().value()));

    tables.integrations.wake(ACME, configuration.integration(), NOW);

    assertThat(nextAttempt(job)).isEqualTo(NOW);
  }

  private StorageIntegration add(TenantId tenant) {
    StorageIntegration integration = Samples.integration(tenant, Samples.location("first"));
    tables.add(integration, Samples.CREDENTIALS);
    return integration;
  }

  private ExportJob blocked(ExportConfiguration configuration) {
    ExportJob job = Samples.job(configuration, Samples.stream(configuration));
    assertThat(tables.ledger.plan(job, NOW, NOW.plusSeconds(3600))).isTrue();
    Attempt attempt = tables.ledger.claim(job.id(), NOW, NOW, NOW.plusSeconds(60)).orElseThrow();
    tables.ledger.fail(
        attempt,
        Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"),
        Leftovers.NONE,
        NOW,
        NOW.plusSeconds(300));
    return job;
  }

  private Instant nextAttempt(ExportJob job) {
    ExportJob stored = tables.history.job(job.tenant(), job.id()).orElseThrow().job();
    assertThat(stored.status()).isEqualTo(JobStatus.BLOCKED);
    return stored.nextAttemptAt();
  }

  private ConnectionTest lastTest(StorageIntegration integration) {
    return stored(integration).lastTest();
  }

  private StorageIntegration stored(StorageIntegration integration) {
    return tables.integrations.find(ACME, integration.id()).orElseThrow();
  }
}
