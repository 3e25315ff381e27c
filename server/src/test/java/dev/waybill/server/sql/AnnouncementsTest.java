package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.Attempt;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.Leftovers;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redirection;
import dev.waybill.export.Samples;
import dev.waybill.fault.Fault;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.audit.SampleActors;
import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.SampleNotifications;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.SasToken;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What puts notifications into the outbox, each in the transaction of what it tells of. */
class AnnouncementsTest {
  private static final TenantId ACME = Samples.TENANT;
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOW = Samples.NOW;
  private static final MailAddress OPS = new MailAddress("ops@acme.example");
  private static final MailAddress SECURITY = new MailAddress("security@acme.example");

  private final Tables tables;

  AnnouncementsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @BeforeEach
  void createTenants() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    tables.tenants.setRecipients(ACME, List.of(OPS), NOW);
    tables.tenants.upsert(OTHER, "Other", NOW);
    tables.tenants.setRecipients(OTHER, List.of(new MailAddress("it@other.example")), NOW);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void aNewIntegrationIsToldToEachRecipientOfItsTenantAndToNobodyElse() {
    tables.tenants.setRecipients(ACME, List.of(OPS, SECURITY), NOW);

    ActStory.as(SampleActors.key("ci", ACME), () -> create("archive"));

    assertThat(told())
        .containsExactlyInAnyOrder(
            "integration.created to ops@acme.example",
            "integration.created to security@acme.example");
    assertThat(contents())
        .allMatch(content -> content.contains("the API key ci"))
        .allMatch(content -> content.contains("s3://archive/audit"))
        .noneMatch(content -> content.contains("SK"));
  }

  @Test
  void anotherDestinationAndTheEndAreTold() {
    StorageIntegration integration = create("archive");
    clear();

    tables.integrationChanges.redirect(
        new Redirection(
            integration,
            Samples.CREDENTIALS,
            Samples.location("elsewhere"),
            new Credentials.AccessKey("AK2", "a new secret")),
        LinkedExports.PAUSE,
        NOW);
    tables.integrationChanges.delete(ACME, integration.id(), LinkedExportsAtDeletion.DELETE, NOW);

    assertThat(told())
        .containsExactlyInAnyOrder(
            "integration.destination_changed to ops@acme.example",
            "integration.deleted to ops@acme.example");
    assertThat(contents()).noneMatch(content -> content.contains("a new secret"));
  }

  @Test
  void theIntegrationThatGoesWithItsLastExportIsTold() {
    ExportConfiguration export = tables.create(ACME, "archive");
    clear();

    tables.delete(ACME, export.id());

    assertThat(told()).containsExactly("integration.deleted to ops@acme.example");
  }

  @Test
  void aFailureOfTheTenantsIsToldAtOnceAndOnceForEachIncident() {
    Attempt attempt = attempt();

    attempt = fail(attempt, Fault.CUSTOMER, NOW);
    attempt = fail(attempt, Fault.CUSTOMER, NOW.plusSeconds(3600));

    assertThat(told()).containsExactly("delivery.failing to ops@acme.example");
    assertThat(contents()).allMatch(content -> content.contains("Repair the bucket."));

    clear();
    deliver(attempt);
    assertThat(told()).containsExactly("delivery.recovered to ops@acme.example");
  }

  @Test
  void aNewIncidentIsToldAgain() {
    Attempt attempt = fail(attempt(), Fault.CUSTOMER, NOW);
    ExportConfiguration export = attempt.configuration();
    deliver(attempt);
    clear();

    failed(export);

    assertThat(told()).containsExactly("delivery.failing to ops@acme.example");
  }

  @Test
  void aFailureOfOursIsToldOnlyWhenItLasts() {
    Attempt attempt = attempt();

    attempt = fail(attempt, Fault.OURS, NOW);
    attempt = fail(attempt, Fault.CAPACITY, NOW.plus(Duration.ofMinutes(59)));
    assertThat(told()).isEmpty();

    fail(attempt, Fault.CAPACITY, NOW.plus(Duration.ofMinutes(60)));
    assertThat(told()).containsExactly("delivery.failing to ops@acme.example");
  }

  @Test
  void aBlipIsToldNeitherWhenItBeginsNorWhenItEnds() {
    Attempt attempt = fail(attempt(), Fault.OURS, NOW);

    deliver(attempt);

    assertThat(told()).isEmpty();
  }

  @Test
  void anIncidentIsToldIfAndOnlyIfItIsStored() {
    Attempt attempt = attempt();
    tables.database.run(tx -> tx.update("ALTER TABLE notification_outbox RENAME TO elsewhere"));
    assertThatThrownBy(() -> fail(attempt, Fault.CUSTOMER, NOW))
        .isInstanceOf(ControlPlaneException.class);
    tables.database.run(tx -> tx.update("ALTER TABLE elsewhere RENAME TO notification_outbox"));

    fail(attempt, Fault.CUSTOMER, NOW);

    assertThat(told()).containsExactly("delivery.failing to ops@acme.example");
  }

  @Test
  void theEndOfASecretIsTold() {
    Credentials ending =
        new Credentials.SharedAccessSignature(
            new SasToken("sv=2024-11-04&sr=c&sp=cw&se=2026-12-04T14:00Z&sig=c2VjcmV0"));
    Location place = AzureLocation.ofAccount("lake", "audit", StoragePath.ROOT);
    tables.integrationChanges.create(
        Samples.integration(ACME, place, UUID.randomUUID(), ending), ending, Optional.empty());
    clear();

    new SqlExpiryNotices(tables.database).give(NOW, 9);
    new SqlExpiryNotices(tables.database).give(NOW, 9);

    assertThat(told()).containsExactly("secret.expiring to ops@acme.example");
    assertThat(contents()).noneMatch(content -> content.contains("c2VjcmV0"));
  }

  @Test
  void aRiskIsToldOnceUntilTheExportWasSafe() {
    ExportConfiguration export = tables.create(ACME, "archive");
    clear();

    tables.retention.atRisk(ACME, export.id(), NOW.plusSeconds(9));
    tables.retention.safeExcept(Set.of(export.id()), Set.of());
    tables.retention.atRisk(ACME, export.id(), NOW.plusSeconds(5));
    assertThat(told()).containsExactly("retention.at_risk to ops@acme.example");

    tables.retention.safeExcept(Set.of(), Set.of());
    tables.retention.atRisk(ACME, export.id(), NOW.plusSeconds(9));
    assertThat(told()).hasSize(2);
  }

  @Test
  void aRiskIsNotToldAgainBecauseItsTenantCouldNotBeLookedAt() {
    ExportConfiguration export = tables.create(ACME, "archive");
    clear();
    tables.retention.atRisk(ACME, export.id(), NOW.plusSeconds(9));

    tables.retention.safeExcept(Set.of(), Set.of(ACME));
    tables.retention.atRisk(ACME, export.id(), NOW.plusSeconds(5));

    assertThat(told()).containsExactly("retention.at_risk to ops@acme.example");
  }

  @Test
  void aRiskOfAnotherTenantsExportIsToldToNobody() {
    ExportConfiguration export = tables.create(ACME, "archive");
    clear();

    tables.retention.atRisk(OTHER, export.id(), NOW);

    assertThat(told()).isEmpty();
  }

  @Test
  void eachThresholdOfTheQuotaIsToldOnceOnTheWayUp() {
    SqlQuotaNotices quotas = new SqlQuotaNotices(tables.database);

    quotas.note(ACME, 49, 100);
    assertThat(told()).isEmpty();
    quotas.note(ACME, 50, 100);
    quotas.note(ACME, 55, 100);
    quotas.note(ACME, 45, 100); // not far below
    quotas.note(ACME, 52, 100);
    assertThat(told()).containsExactly("quota.reached to ops@acme.example");
    quotas.note(ACME, 80, 100);
    quotas.note(ACME, 95, 100);
    assertThat(told()).hasSize(2);

    quotas.note(ACME, 39, 100);
    quotas.note(ACME, 85, 100);
    assertThat(told()).hasSize(3);
    assertThat(contents()).anyMatch(content -> content.contains("50%"));
  }

  @Test
  void aNewSigningKeyIsToldToAllTenants() {
    SqlSigningKeys.open(
            tables.database, new SigningKeyRows(tables.secretKey), new SecureRandom(), NOW)
        .rotate(NOW);

    assertThat(told())
        .containsExactlyInAnyOrder(
            "signing_key.rotated to ops@acme.example", "signing_key.rotated to it@other.example");
  }

  @Test
  void withoutAMailServerNoMailWaits() {
    NotificationRows withoutMails = new NotificationRows(UUID::randomUUID, Announcements.NONE);

    tables.database.run(
        tx -> withoutMails.insert(tx, ACME, SampleNotifications.failing("export"), NOW));

    assertThat(told()).isEmpty();
  }

  @Test
  void aRecipientIsNotToldMoreThanMayWait() {
    int most = Channel.MAIL.mostWaiting();
    tables.database.run(
        tx -> {
          for (int i = 0; i < most + 2; i++) {
            tx.announce(ACME, SampleNotifications.failing("export"));
          }
        });
    tables.database.run(tx -> tx.announce(OTHER, SampleNotifications.failing("export")));

    assertThat(told()).hasSize(most + 1).contains("delivery.failing to it@other.example");
    assertThat(tables.leftOut).containsExactly(Channel.MAIL, Channel.MAIL);
  }

  @Test
  void whatIsToldOnceWaitsThoughNoMoreMay() {
    ExportConfiguration export = tables.create(ACME, "archive");
    clear();
    int most = Channel.MAIL.mostWaiting();
    tables.database.run(
        tx -> {
          for (int i = 0; i < most; i++) {
            tx.announce(ACME, SampleNotifications.failing("export"));
          }
        });

    tables.retention.atRisk(ACME, export.id(), NOW.plusSeconds(9));
    new SqlQuotaNotices(tables.database).note(ACME, 55, 100);

    assertThat(told())
        .hasSize(most + 2)
        .contains("retention.at_risk to ops@acme.example", "quota.reached to ops@acme.example");
    assertThat(tables.leftOut).isEmpty();
  }

  @Test
  void aSuspendedTenantIsToldNothing() {
    create("archive");

    tables.tenants.setSuspended(ACME, true, NOW);
    assertThat(told()).isEmpty();

    create("archive-2");
    assertThat(told()).isEmpty();
  }

  @Test
  void aRiskThatBeganInASuspensionIsToldAfterIt() {
    ExportConfiguration export = tables.create(ACME, "archive");
    tables.tenants.setSuspended(ACME, true, NOW);
    tables.retention.atRisk(ACME, export.id(), NOW.plusSeconds(9));
    assertThat(told()).isEmpty();

    tables.tenants.setSuspended(ACME, false, NOW);
    tables.retention.atRisk(ACME, export.id(), NOW.plusSeconds(9));

    assertThat(told()).containsExactly("retention.at_risk to ops@acme.example");
  }

  @Test
  void aThresholdThatWasReachedInASuspensionIsToldAfterIt() {
    SqlQuotaNotices quotas = new SqlQuotaNotices(tables.database);
    tables.tenants.setSuspended(ACME, true, NOW);
    quotas.note(ACME, 55, 100);
    assertThat(told()).isEmpty();

    tables.tenants.setSuspended(ACME, false, NOW);
    quotas.note(ACME, 55, 100);

    assertThat(told()).containsExactly("quota.reached to ops@acme.example");
  }

  @Test
  void whatWasToldOfAQuotaIsForgottenInASuspensionToo() {
    SqlQuotaNotices quotas = new SqlQuotaNotices(tables.database);
    quotas.note(ACME, 55, 100);
    tables.tenants.setSuspended(ACME, true, NOW);
    quotas.note(ACME, 10, 100);

    tables.tenants.setSuspended(ACME, false, NOW);
    quotas.note(ACME, 55, 100);

    assertThat(told()).containsExactly("quota.reached to ops@acme.example");
  }

  @Test
  void anIncidentThatBeganInASuspensionIsToldAfterIt() {
    ExportConfiguration export = tables.create(ACME, "archive");
    tables.tenants.setSuspended(ACME, true, NOW);
    failed(export);
    assertThat(told()).isEmpty();

    tables.tenants.setSuspended(ACME, false, NOW);
    failed(export);

    assertThat(told()).containsExactly("delivery.failing to ops@acme.example");
  }

  @Test
  void whatWaitsForADeletedTenantGoesWithIt() {
    create("archive");

    tables.tenants.delete(ACME);

    assertThat(told()).isEmpty();
  }

  @Test
  void whatWaitsForSomebodyWhoIsNoRecipientAnyMoreIsNotSent() {
    tables.tenants.setRecipients(ACME, List.of(OPS, SECURITY), NOW);
    create("archive");

    tables.tenants.setRecipients(ACME, List.of(SECURITY), NOW);

    assertThat(told()).containsExactly("integration.created to security@acme.example");
  }

  private StorageIntegration create(String bucket) {
    StorageIntegration integration = Samples.integration(ACME, Samples.location(bucket));
    tables.integrationChanges.create(integration, Samples.CREDENTIALS, Optional.empty());
    return integration;
  }

  private void failed(ExportConfiguration export) {
    tables.database.run(
        tx -> Incidents.failed(tx, job(export), Samples.failure(Fault.CUSTOMER, "X"), NOW));
  }

  private static ExportJob job(ExportConfiguration export) {
    return Samples.job(export, Samples.stream(export));
  }

  private Attempt attempt() {
    ExportConfiguration export = tables.create(ACME, "archive");
    clear();
    ExportJob job = job(export);
    tables.ledger.plan(job, NOW, NOW.plusSeconds(3600));
    return claim(job, NOW);
  }

  private Attempt claim(ExportJob job, Instant now) {
    return tables.ledger.claim(job.id(), now, now, now.plusSeconds(120)).orElseThrow();
  }

  private Attempt fail(Attempt attempt, Fault fault, Instant now) {
    tables.ledger.fail(attempt, Samples.failure(fault, "REASON"), Leftovers.NONE, now, now);
    return claim(attempt.job(), now);
  }

  private void deliver(Attempt attempt) {
    tables.ledger.start(
        attempt, attempt.job().settings(), Samples.KEY, attempt.job().range().from());
    Samples.seal(tables.ledger, attempt);
    assertThat(tables.ledger.commit(attempt, new Delivery(10, 0, 0, List.of()), NOW)).isTrue();
  }

  private void clear() {
    new SqlNotificationOutbox(tables.database).removeAll(Channel.MAIL);
  }

  private List<String> told() {
    return column("type || ' to ' || receiver");
  }

  private List<String> contents() {
    return column("content");
  }

  private List<String> column(String what) {
    return tables.database.read(
        tx -> tx.all(row -> row.text("it"), "SELECT " + what + " AS it FROM notification_outbox"));
  }
}
