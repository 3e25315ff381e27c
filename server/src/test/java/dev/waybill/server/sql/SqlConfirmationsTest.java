package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redirection;
import dev.waybill.export.Samples;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations.Confirmed;
import dev.waybill.server.audit.AuditOutbox.Waiting;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.PlaceProof;
import dev.waybill.storage.SharedIdentities;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places that tenants have proven to be their own. */
class SqlConfirmationsTest {
  private static final TenantId ACME = Samples.TENANT;
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOW = Samples.NOW;
  private static final Instant LATER = NOW.plusSeconds(60);

  private final Tables tables;

  SqlConfirmationsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @BeforeEach
  void createTenants() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    tables.tenants.upsert(OTHER, "Other", NOW);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void isAtThePresentRevisionOnly() {
    StorageIntegration mine = grant(ACME, at("bucket", "a"));
    assertThat(mine.confirmed()).isFalse();

    assertThat(tables.integrations.confirm(ACME, mine.id(), 2, LATER)).isEqualTo(Confirmed.CHANGED);
    assertThat(tables.integrations.confirm(OTHER, mine.id(), 1, LATER))
        .isEqualTo(Confirmed.CHANGED);
    assertThat(stored(mine).confirmed()).isFalse();
    assertThat(confirm(mine)).isEqualTo(Confirmed.DONE);

    assertThat(stored(mine).confirmed()).isTrue();
    assertThat(stored(mine).revision()).isEqualTo(1);
    assertThat(stored(mine).updatedAt()).isEqualTo(LATER);
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "a, a/b",
    "a, a/b/c",
    "a/b, a",
    "a/b/c, a",
    "'', a",
    "a, ''",
    "'', ''",
    "a_b, a_b/c"
  })
  void anotherTenantCannotHaveItNorWhatIsAboveOrBelow(String mine, String theirs) {
    confirm(grant(ACME, at("bucket", mine)));
    StorageIntegration others = grant(OTHER, at("bucket", theirs));

    assertThat(confirm(others)).isEqualTo(Confirmed.TAKEN);

    assertThat(stored(others).confirmed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"a, ab", "ab, a", "a/b, a/c", "a/b, a/bc", "a_b, axb/c", "a%, ab/c", "A, a/b"})
  void anotherTenantCanHaveAFolderBesideIt(String mine, String theirs) {
    confirm(grant(ACME, at("bucket", mine)));

    assertThat(confirm(grant(OTHER, at("bucket", theirs)))).isEqualTo(Confirmed.DONE);
  }

  @Test
  void anotherBucketIsAnotherPlace() {
    confirm(grant(ACME, at("bucket", "")));

    assertThat(confirm(grant(OTHER, at("bucket-2", "")))).isEqualTo(Confirmed.DONE);
    assertThat(confirm(entra(OTHER, container("account"), SharedIdentities.DIRECTORY)))
        .isEqualTo(Confirmed.DONE);
    assertThat(confirm(entra(ACME, container("account2"), SharedIdentities.DIRECTORY)))
        .isEqualTo(Confirmed.DONE);
  }

  @Test
  void aTenantMayConfirmOnePlaceForSeveralIntegrations() {
    confirm(grant(ACME, at("bucket", "a")));
    StorageIntegration second = grant(ACME, at("bucket", "a"));
    StorageIntegration below = grant(ACME, at("bucket", "a/b"));
    assertThat(stored(second).confirmed()).as("by its own token").isFalse();

    assertThat(confirm(second)).isEqualTo(Confirmed.DONE);
    assertThat(confirm(below)).isEqualTo(Confirmed.DONE);
  }

  @Test
  void isFreedWhenItsOwnerMovesAway() {
    StorageIntegration mine = confirmed(grant(ACME, at("bucket", "a")));
    StorageIntegration others = grant(OTHER, at("bucket", "a"));
    assertThat(confirm(others)).isEqualTo(Confirmed.TAKEN);

    move(mine, at("bucket", "b"));

    assertThat(stored(mine).confirmed()).isFalse();
    assertThat(confirm(others)).isEqualTo(Confirmed.DONE);
    move(mine, at("bucket", "a"));
    assertThat(stored(mine).confirmed()).as("that it was its own once").isFalse();
    assertThat(tables.integrations.confirm(ACME, mine.id(), stored(mine).revision(), LATER))
        .isEqualTo(Confirmed.TAKEN);
  }

  @Test
  void isFreedWhenItsOwnerIsDeletedAndNothingEndsThere() {
    StorageIntegration mine = confirmed(grant(ACME, at("bucket", "a")));
    StorageIntegration others = grant(OTHER, at("bucket", "a"));
    ExportConfiguration export = Samples.configuration(mine);
    tables.add(export, Samples.stream(export), NOW);

    tables.integrationChanges.delete(ACME, mine.id(), LinkedExportsAtDeletion.DELETE, NOW);
    assertThat(confirm(others)).as("a stream ends there").isEqualTo(Confirmed.TAKEN);
    tables.endStreams();

    assertThat(confirm(others)).isEqualTo(Confirmed.DONE);
    assertThat(tables.integrations.confirm(ACME, mine.id(), 1, LATER)).isEqualTo(Confirmed.CHANGED);
  }

  @Test
  void isFreedWithItsTenant() {
    confirm(grant(ACME, at("bucket", "a")));

    tables.tenants.delete(ACME);

    assertThat(confirm(grant(OTHER, at("bucket", "a")))).isEqualTo(Confirmed.DONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void oneOfTwoTenantsHasItIfBothConfirmAtOnce(int round) throws Exception {
    StorageIntegration mine = grant(ACME, at("bucket", "round-" + round));
    StorageIntegration others = grant(OTHER, at("bucket", "round-" + round + "/below"));
    CyclicBarrier start = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Confirmed>> both =
          List.of(mine, others).stream()
              .map(
                  each ->
                      threads.submit(
                          () -> {
                            start.await();
                            return confirm(each);
                          }))
              .toList();

      assertThat(List.of(both.get(0).get(), both.get(1).get()))
          .containsExactlyInAnyOrder(Confirmed.DONE, Confirmed.TAKEN);
    }
  }

  @Test
  void anotherSecretOfTheSameIdentityKeepsIt() {
    StorageIntegration mine = confirmed(grant(ACME, at("bucket", "a")));
    PlaceProof drawnAnew = new PlaceProof(mine.id().value(), SharedIdentities.SEED + "2");

    exchange(mine, new Credentials.GoogleGrant(drawnAnew));

    assertThat(stored(mine).confirmed()).isTrue();
  }

  @Test
  void anotherDirectoryLosesIt() {
    StorageIntegration mine =
        confirmed(entra(ACME, container("account"), SharedIdentities.DIRECTORY));

    exchange(
        mine, SharedIdentities.application(mine.id().value(), SharedIdentities.OTHER_DIRECTORY));

    assertThat(stored(mine).confirmed()).isFalse();
    assertThat(confirm(entra(OTHER, container("account"), SharedIdentities.DIRECTORY)))
        .isEqualTo(Confirmed.DONE);
  }

  @Test
  void isRecordedOnceAndSoIsARefusal() {
    StorageIntegration mine = grant(ACME, at("bucket", "a"));
    StorageIntegration others = grant(OTHER, at("bucket", "a/b"));
    tables.integrations.confirm(ACME, mine.id(), 9, LATER);

    confirm(mine);
    confirm(mine);
    confirm(others);

    List<Waiting> acts =
        new SqlAuditOutbox(tables.database)
            .oldest(100).stream()
                .filter(act -> act.event().contains("\"ConfirmDestination\""))
                .toList();
    assertThat(acts).extracting(Waiting::tenant).containsExactly(ACME, OTHER);
    assertThat(acts.getFirst().event())
        .contains("\"responseCode\":200", "\"destination\":\"gs://bucket/a\"")
        .doesNotContain("\"error\"");
    assertThat(acts.getLast().event())
        .contains(
            "\"responseCode\":409",
            "\"error\":\"This place, or one above or below it, is confirmed by another tenant.\"",
            "\"destination\":\"gs://bucket/a/b\"")
        .doesNotContain("acme");
  }

  @Test
  void nothingOfItIsThereWithoutItsRecord() {
    StorageIntegration mine = grant(ACME, at("bucket", "a"));
    tables.database.run(tx -> tx.update("DROP TABLE audit_outbox"));

    assertThatThrownBy(() -> confirm(mine)).isInstanceOf(ControlPlaneException.class);

    assertThat(stored(mine).confirmed()).isFalse();
  }

  private StorageIntegration grant(TenantId tenant, Location location) {
    UUID id = UUID.randomUUID();
    return add(tenant, location, id, SharedIdentities.grant(id));
  }

  private StorageIntegration entra(TenantId tenant, Location location, EntraDirectory directory) {
    UUID id = UUID.randomUUID();
    return add(tenant, location, id, SharedIdentities.application(id, directory));
  }

  private StorageIntegration add(
      TenantId tenant, Location location, UUID id, Credentials credentials) {
    StorageIntegration integration = Samples.integration(tenant, location, id, credentials);
    assertThat(tables.integrationChanges.create(integration, credentials, Optional.empty()))
        .isEqualTo(new Change.Done(integration, List.of()));
    return integration;
  }

  private StorageIntegration confirmed(StorageIntegration integration) {
    assertThat(confirm(integration)).isEqualTo(Confirmed.DONE);
    return stored(integration);
  }

  private Confirmed confirm(StorageIntegration integration) {
    return tables.integrations.confirm(
        integration.tenant(), integration.id(), integration.revision(), LATER);
  }

  private void move(StorageIntegration integration, Location location) {
    Credentials known = credentials(integration.id());
    change(new Redirection(stored(integration), known, location, known));
  }

  private void exchange(StorageIntegration integration, Credentials changed) {
    change(
        new Redirection(
            integration, credentials(integration.id()), integration.location(), changed));
  }

  private void change(Redirection change) {
    assertThat(tables.integrationChanges.redirect(change, LinkedExports.UPDATE, LATER))
        .isInstanceOf(Change.Done.class);
  }

  private Credentials credentials(IntegrationId id) {
    return tables.integrations.credentials(ACME, id).orElseThrow();
  }

  private StorageIntegration stored(StorageIntegration integration) {
    return tables.integrations.find(integration.tenant(), integration.id()).orElseThrow();
  }

  private static Location at(String bucket, String path) {
    return new GcsLocation(bucket, new StoragePath(path));
  }

  private static Location container(String account) {
    return AzureLocation.ofAccount(account, "audit", new StoragePath("p"));
  }
}
