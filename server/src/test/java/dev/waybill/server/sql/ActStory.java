package dev.waybill.server.sql;

import dev.waybill.event.EventKind;
import dev.waybill.export.Attempt;
import dev.waybill.export.BackfillRequest;
import dev.waybill.export.Backfills.Creation;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redeliveries.Answer;
import dev.waybill.export.RedeliveryId;
import dev.waybill.export.RedeliveryRequest;
import dev.waybill.export.Redirection;
import dev.waybill.export.Samples;
import dev.waybill.export.Selection;
import dev.waybill.fault.Fault;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.audit.SampleActors;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.audit.ServiceActs;
import dev.waybill.server.notifications.NotificationType;
import dev.waybill.server.webhooks.EndpointUrl;
import dev.waybill.server.webhooks.WebhookEndpoint;
import dev.waybill.server.webhooks.WebhookEndpoints;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.GoogleGrant;
import dev.waybill.storage.Credentials.SharedAccessSignature;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.SasToken;
import dev.waybill.storage.SharedIdentities;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Everything that is recorded, done once, by those who do it. */
final class ActStory {
  private static final TenantId ACME = Samples.TENANT;
  private static final Instant NOW = Samples.NOW;
  private static final Duration DAYS = Duration.ofDays(90);
  private static final Actor OPERATOR = SampleActors.operator("first operator key");
  private static final Actor ADMINISTRATOR = SampleActors.key("security team", ACME);

  private final Tables tables;
  private final SelfAudit audit;

  ActStory(Tables tables) {
    this.tables = tables;
    this.audit = new SqlAuditOutbox(tables.database);
  }

  void play() {
    as(OPERATOR, this::administerTenants);
    as(ADMINISTRATOR, this::manageExports);
    as(ADMINISTRATOR, this::manageIntegrations);
    as(ADMINISTRATOR, this::confirmDestination);
    as(ADMINISTRATOR, this::manageWebhooks);
    giveNotice();
    testConnection();
    logInAndOut();
    as(OPERATOR, this::administerTheService);
    as(OPERATOR, () -> tables.tenants.delete(new TenantId("initech")));
  }

  static void as(Actor actor, Runnable work) {
    Acting.as(
        actor,
        () -> {
          work.run();
          return true;
        });
  }

  private void administerTenants() {
    tables.tenants.upsert(new TenantId("initech"), "Initech", NOW);
    tables.tenants.upsert(ACME, "Acme", NOW);
    tables.tenants.upsert(ACME, "Acme Corporation", NOW);
    tables.tenants.setQuotas(
        ACME, new TenantQuotas(Optional.of(90), Optional.empty(), Optional.empty()), NOW);
    tables.tenants.setSuspended(ACME, true, NOW);
    tables.tenants.setSuspended(ACME, false, NOW);
    ApiKey key =
        tables
            .apiKeys
            .issue(Optional.of(ACME), "ci", Set.of(Permission.READ, Permission.INGEST), NOW)
            .key();
    as(actor(key), () -> use(key));
    invite(key);
    tables.apiKeys.rotate(key.id(), Duration.ofHours(1), Optional.of(NOW.plus(DAYS)), NOW);
    tables.apiKeys.revoke(key.id(), NOW);
  }

  private void use(ApiKey key) {
    audit.record(ACME, ServiceActs.newAddress(key, "192.0.2.7"));
    audit.record(
        ACME,
        ServiceActs.failedLogin(
            key, "POST /api/audit/graphql", 403, "The key lacks the permission AUDIT."));
    audit.record(ACME, ServiceActs.readEvents("RECEIVED", Optional.of(NOW), Optional.empty()));
  }

  private static Actor actor(ApiKey key) {
    return new Actor.Known(key, SampleActors.ORIGIN);
  }

  private void manageExports() {
    StorageIntegration integration = Samples.integration(ACME, Samples.location("archive"));
    ExportConfiguration export = Samples.configuration(integration);
    Tables.done(
        tables.configurations.create(
            integration,
            Samples.CREDENTIALS,
            export,
            Samples.stream(export),
            NOW,
            Optional.empty()));
    deliver(export);
    answer(tables.redeliveries.request(redelivery(export)));
    tables.redeliveries.cancel(
        ACME,
        tables.redeliveries.list(ACME, export.id(), 1, Optional.empty()).getFirst().id(),
        NOW);
    Creation creation = tables.backfills.create(backfill(export), 0, NOW);
    if (!(creation instanceof Creation.Done(var backfill))) {
      throw new AssertionError(creation);
    }
    tables.backfills.cancel(ACME, backfill.id(), NOW);
    tables.configurations.setEnabled(ACME, export.id(), false, NOW);
    tables.configurations.setEnabled(ACME, export.id(), true, NOW);
    ExportConfiguration stored = tables.configurations.find(ACME, export.id()).orElseThrow();
    Tables.done(
        tables.configurations.update(
            Samples.withSelection(stored, new Selection(Set.of(EventKind.SYSTEM), Set.of())),
            new Redirection(
                integration,
                Samples.CREDENTIALS,
                Samples.location("archive-2"),
                new Credentials.AccessKey("AK2", "a new secret")),
            NOW));
    tables.configurations.delete(ACME, export.id(), NOW);
  }

  private void deliver(ExportConfiguration export) {
    ExportJob job = Samples.job(export, Samples.stream(export));
    tables.ledger.plan(job, NOW, NOW.plusSeconds(3600));
    Attempt attempt = tables.ledger.claim(job.id(), NOW, NOW, NOW.plusSeconds(120)).orElseThrow();
    tables.ledger.start(attempt, job.settings(), Samples.KEY, job.range().from());
    Samples.seal(tables.ledger, attempt);
    tables.ledger.commit(attempt, new Delivery(10, 0, 0, List.of()), NOW);
  }

  private static void answer(Answer answer) {
    if (!(answer instanceof Answer.Accepted)) {
      throw new AssertionError(answer);
    }
  }

  private static RedeliveryRequest redelivery(ExportConfiguration export) {
    return new RedeliveryRequest(
        new RedeliveryId(UUID.randomUUID()), ACME, export.id(), 1, 1, Position.ZERO, NOW);
  }

  private static BackfillRequest backfill(ExportConfiguration export) {
    return new BackfillRequest(
        ACME,
        export.id(),
        new StoragePath("again"),
        NOW.minusSeconds(7200).toEpochMilli() - 1,
        NOW.toEpochMilli() - 1,
        new Range(new Position(1), new Position(5)),
        Samples.settings(export));
  }

  private void manageIntegrations() {
    tables.integrationChanges.draft(Samples.draft(ACME), Optional.empty());
    StorageIntegration integration = Samples.integration(ACME, Samples.location("siem"));
    tables.integrationChanges.create(integration, Samples.CREDENTIALS, Optional.empty());
    tables.integrationChanges.redirect(
        new Redirection(
            integration,
            Samples.CREDENTIALS,
            Samples.location("siem-2"),
            new Credentials.AccessKey("AK2", "a new secret")),
        LinkedExports.PAUSE,
        NOW);
    tables.integrationChanges.delete(ACME, integration.id(), LinkedExportsAtDeletion.PAUSE, NOW);
  }

  private void confirmDestination() {
    UUID id = UUID.randomUUID();
    GoogleGrant grant = SharedIdentities.grant(id);
    Location place = new GcsLocation("archive", new StoragePath("audit"));
    tables.integrationChanges.create(
        Samples.integration(ACME, place, id, grant), grant, Optional.empty());
    tables.integrations.confirm(ACME, new IntegrationId(id), 1, NOW);
  }

  private void manageWebhooks() {
    EndpointUrl url =
        new EndpointUrl("https://hooks.example.com/services/T0/B0/x?sig=a%20new%20secret");
    WebhookEndpoint endpoint =
        ((WebhookEndpoints.Made)
                tables.webhooks.create(
                    ACME,
                    url,
                    Set.of(NotificationType.DELIVERY_FAILING),
                    /* enabled= */ true,
                    Optional.empty(),
                    NOW))
            .endpoint();
    tables.webhooks.rotate(ACME, endpoint.id(), Optional.empty(), NOW);
    tables.webhooks.update(
        ACME,
        endpoint.id(),
        new WebhookEndpoint.Change(
            Optional.of(new EndpointUrl("https://hooks.example.com/elsewhere")),
            Optional.of(Set.of()),
            Optional.of(false)),
        Optional.empty(),
        NOW);
    tables.webhooks.delete(ACME, endpoint.id());
  }

  private void giveNotice() {
    Credentials ending =
        new SharedAccessSignature(
            new SasToken("sv=2024-11-04&sr=c&sp=cw&se=2026-12-04T14:00Z&sig=c2VjcmV0"));
    Location place = AzureLocation.ofAccount("lake", "audit", StoragePath.ROOT);
    tables.integrationChanges.create(
        Samples.integration(ACME, place, UUID.randomUUID(), ending), ending, Optional.empty());
    new SqlExpiryNotices(tables.database).give(NOW, 9);
  }

  private void testConnection() {
    StorageIntegration integration = Samples.integration(ACME, Samples.location("lake"));
    tables.integrationChanges.create(integration, Samples.CREDENTIALS, Optional.empty());
    tables.integrations.recordTest(
        ACME,
        integration.id(),
        1,
        ConnectionTest.failed(
            "The bucket 'lake' does not exist.",
            Samples.failure(Fault.CUSTOMER, "NO_SUCH_BUCKET"),
            NOW));
  }

  private void logInAndOut() {
    Sessions.Started started = logIn();
    as(new Actor.Unknown(SampleActors.ORIGIN), () -> tables.sessions.end(started.token(), NOW));
    logIn();
    as(OPERATOR, () -> tables.sessions.endAll(Optional.of(ACME)));
  }

  private void invite(ApiKey with) {
    tables.portalLinks.make(
        new PortalLinks.Terms(
            ACME,
            "ada",
            "Ada Lovelace",
            Set.of(Permission.AUDIT),
            with.id(),
            Duration.ofHours(1),
            "/portal",
            Optional.empty()),
        NOW,
        NOW.plus(Duration.ofMinutes(5)));
  }

  private Sessions.Started logIn() {
    Actor.Known actor = SampleActors.person("Ada Lovelace", Optional.of(ACME));
    return Acting.as(
            actor,
            () ->
                tables.sessions.start(
                    (Person) actor.identity(), NOW, NOW.plus(Duration.ofHours(8))))
        .orElseThrow();
  }

  private void administerTheService() {
    SqlSigningKeys keys =
        SqlSigningKeys.open(
            tables.database, new SigningKeyRows(tables.secretKey), new SecureRandom(), NOW);
    keys.rotate(NOW);
    SqlStoredSecrets secrets = new SqlStoredSecrets(tables.database);
    secrets.record("2596996162", NOW);
    secrets.record("3735928559", NOW);
    audit.recordForOperators(
        ServiceActs.startBackup(UUID.randomUUID(), Path.of("/srv/backups/friday"), false));
    audit.recordForOperators(ServiceActs.confirmClock());
  }
}
