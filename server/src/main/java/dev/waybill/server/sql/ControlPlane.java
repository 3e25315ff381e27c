package dev.waybill.server.sql;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.waybill.export.Backfills;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportHistory;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.Redeliveries;
import dev.waybill.export.RedeliveryLedger;
import dev.waybill.export.SelfCheckLedger;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.log.Position;
import dev.waybill.retention.RetentionLedger;
import dev.waybill.server.audit.AuditOutbox;
import dev.waybill.server.audit.KeyAddresses;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.expiry.ExpiryNotices;
import dev.waybill.server.notifications.Grants;
import dev.waybill.server.notifications.NotificationOutbox;
import dev.waybill.server.retention.QuotaNotices;
import dev.waybill.server.secrets.KeyFileCopy;
import dev.waybill.server.secrets.KeyProtection;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.server.secrets.StoredSecrets;
import dev.waybill.server.signing.SigningKeyRing;
import dev.waybill.server.webhooks.WebhookEndpoints;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control plane of a data directory, open for this process alone. */
public final class ControlPlane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

  private final Database database;
  private final SecretKey secretKey;
  private final StoredSecrets storedSecrets;
  private final SqlTenants tenants;
  private final SqlApiKeys apiKeys;
  private final SqlSessions sessions;
  private final SqlPortalLinks portalLinks;
  private final SqlStorageIntegrations storageIntegrations;
  private final SqlExportConfigurations exportConfigurations;
  private final SqlIntegrationChanges integrationChanges;
  private final SqlExportHistory exportHistory;
  private final SqlExportLedger exportLedger;
  private final SqlRetentionLedger retentionLedger;
  private final SqlBackfills backfills;
  private final SqlRedeliveries redeliveries;
  private final SqlRedeliveryLedger redeliveryLedger;
  private final SqlSelfCheckLedger selfCheckLedger;
  private final SqlSigningKeys signingKeys;
  private final SqlAuditOutbox auditOutbox;
  private final SqlWebhookEndpoints webhookEndpoints;

  private ControlPlane(
      Database database,
      SecretKey key,
      TimeSource time,
      SecureRandom random,
      int configurationsPerTenant,
      NotificationRows notifications,
      Grants grants) {
    IntegrationRows integrations = new IntegrationRows(key, new IntegrationNews(grants));
    this.database = database;
    this.secretKey = key;
    this.storedSecrets = new SqlStoredSecrets(database);
    this.apiKeys = new SqlApiKeys(database, random, time);
    this.tenants = new SqlTenants(database, apiKeys);
    this.sessions = new SqlSessions(database, random);
    this.portalLinks = new SqlPortalLinks(database, random);
    this.storageIntegrations = new SqlStorageIntegrations(database, integrations);
    this.exportConfigurations =
        new SqlExportConfigurations(database, integrations, configurationsPerTenant);
    this.integrationChanges =
        new SqlIntegrationChanges(database, integrations, configurationsPerTenant);
    this.exportHistory = new SqlExportHistory(database);
    this.exportLedger = new SqlExportLedger(database, integrations, time);
    this.retentionLedger = new SqlRetentionLedger(database);
    this.backfills = new SqlBackfills(database);
    this.redeliveries = new SqlRedeliveries(database);
    this.redeliveryLedger = new SqlRedeliveryLedger(database, integrations);
    this.selfCheckLedger = new SqlSelfCheckLedger(database);
    this.auditOutbox = new SqlAuditOutbox(database);
    this.webhookEndpoints = new SqlWebhookEndpoints(database, key, notifications, random);
    this.signingKeys = SqlSigningKeys.open(database, new SigningKeyRows(key), random, time.now());
  }

  /**
   * Opens the control plane, and makes it first if there is none: tables up to date, the key of the
   * secrets and the signing keys at hand. Leases of an earlier process still stand; see {@link
   * ExportLedger#endLeases}.
   *
   * @throws StartRefusedException if the tables are of a newer version, or the key of the stored
   *     secrets is missing or another one, or a signing key is damaged
   */
  public static ControlPlane open(
      DataDirectory directory, TimeSource time, SecureRandom random, int configurationsPerTenant) {
    return open(
        directory, KeyProtection.NONE, Announcements.NONE, time, random, configurationsPerTenant);
  }

  /** The same where something protects the key file, and tenants are told of things. */
  public static ControlPlane open(
      DataDirectory directory,
      KeyProtection protection,
      Announcements announcements,
      TimeSource time,
      SecureRandom random,
      int configurationsPerTenant) {
    RandomIds ids = new RandomIds(random);
    NotificationRows notifications = new NotificationRows(ids, announcements);
    Database database =
        Database.open(directory.controlPlane(), new OutboxRows(time, ids, notifications));
    try {
      database.run(tx -> OutboxRows.makeOperators(tx, time.now()));
      SecretKey key = openKey(database, directory, protection, time);
      return new ControlPlane(
          database,
          key,
          time,
          random,
          configurationsPerTenant,
          notifications,
          announcements.grants());
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public Tenants tenants() {
    return tenants;
  }

  public ApiKeys apiKeys() {
    return apiKeys;
  }

  public Sessions sessions() {
    return sessions;
  }

  public PortalLinks portalLinks() {
    return portalLinks;
  }

  public StorageIntegrations storageIntegrations() {
    return storageIntegrations;
  }

  public ExportConfigurations exportConfigurations() {
    return exportConfigurations;
  }

  public IntegrationChanges integrationChanges() {
    return integrationChanges;
  }

  public ExportHistory exportHistory() {
    return exportHistory;
  }

  public ExportLedger exportLedger() {
    return exportLedger;
  }

  public RetentionLedger retentionLedger() {
    return retentionLedger;
  }

  public Backfills backfills() {
    return backfills;
  }

  public Redeliveries redeliveries() {
    return redeliveries;
  }

  public RedeliveryLedger redeliveryLedger() {
    return redeliveryLedger;
  }

  public SelfCheckLedger selfCheckLedger() {
    return selfCheckLedger;
  }

  public SigningKeyRing signingKeys() {
    return signingKeys;
  }

  /** What waits to be appended to the event log. */
  public AuditOutbox auditOutbox() {
    return auditOutbox;
  }

  /** From where keys are used. */
  public KeyAddresses keyAddresses() {
    return new SqlKeyAddresses(database);
  }

  /** What is due before secrets end. */
  public ExpiryNotices expiryNotices() {
    return new SqlExpiryNotices(database);
  }

  /** What waits to be sent to tenants' receivers. */
  public NotificationOutbox notificationOutbox() {
    return new SqlNotificationOutbox(database);
  }

  /** Where tenants' webhooks go. */
  public WebhookEndpoints webhookEndpoints() {
    return webhookEndpoints;
  }

  /** How much of their quotas tenants were told that they use. */
  public QuotaNotices quotaNotices() {
    return new SqlQuotaNotices(database);
  }

  public SelfAudit selfAudit() {
    return auditOutbox;
  }

  /**
   * Per tenant the furthest position that a cursor or an unfinished job names. A log that ends
   * before it has lost events: it must not be used with this control plane.
   */
  public Map<TenantId, Position> furthestPositions() {
    return database.read(
        tx ->
            tx
                .all(
                    row ->
                        Map.entry(
                            new TenantId(row.text("tenant_id")),
                            new Position(row.number("furthest"))),
                    """
                    SELECT c.tenant_id,
                      MAX(CASE WHEN b.range_to > s.cursor_position THEN b.range_to
                        WHEN j.range_to > s.cursor_position THEN j.range_to
                        ELSE s.cursor_position END) AS furthest
                    FROM export_configurations c
                    JOIN streams s ON s.configuration_id = c.id
                    LEFT JOIN backfills b ON b.stream_id = s.id AND b.status = 'RUNNING'
                    LEFT JOIN export_jobs j ON j.stream_id = s.id
                      AND j.status IN ('PLANNED', 'RUNNING', 'BLOCKED')
                    WHERE c.deleted_at IS NULL OR c.ending = 1 GROUP BY c.tenant_id
                    """)
                .stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** What deliveries have before them at that time; looks at everything there is. */
  public ExportBacklog exportBacklog(Instant now) {
    return database.read(tx -> BacklogQueries.read(tx, now));
  }

  /** What is held of a tenant at that time. */
  public TenantHoldings holdings(TenantId tenant, Instant now) {
    return database.read(tx -> TenantHoldings.read(tx, tenant, now));
  }

  /** How many physical commits there were since it was opened; transactions share them. */
  public long commits() {
    return database.commits();
  }

  /** In which incarnation the log that belongs to it gives positions. */
  public int incarnation() {
    return database.read(tx -> Incarnations.current(tx).number());
  }

  /** What encrypts the stored secrets. */
  public SecretKey secretKey() {
    return secretKey;
  }

  /** Everything that is stored encrypted. */
  public StoredSecrets storedSecrets() {
    return storedSecrets;
  }

  /**
   * Copies the control plane, while it is in use, to a file that does not exist yet: the state of
   * one moment after the call. The copy is on stable storage when this returns; a crash in the
   * middle leaves a part of it. A rotation of the secrets' key does not change the key file
   * meanwhile.
   *
   * @return the key file that belongs to the copy
   * @throws ControlPlaneException if it cannot be written
   */
  public KeyFileCopy copyTo(Path file) {
    return secretKey.fileOfCopy(() -> database.copyTo(file));
  }

  /** Whether the database answers. */
  public boolean isReachable() {
    try {
      return database.read(tx -> tx.exists("SELECT 1"));
    } catch (ControlPlaneException e) {
      return false;
    }
  }

  /** Also stores which keys were used last. */
  @Override
  public void close() {
    try {
      apiKeys.saveUses();
    } catch (ControlPlaneException e) {
      LOG.warn("When API keys were last used could not be stored: {}", e.getMessage());
    } finally {
      database.close();
    }
  }

  /** The key's id is stored before anything is encrypted with it, and its file before that. */
  private static SecretKey openKey(
      Database database, DataDirectory directory, KeyProtection protection, TimeSource time) {
    StoredSecrets secrets = new SqlStoredSecrets(database);
    List<String> recorded = secrets.keys();
    SecretKey key = SecretKey.open(directory.keys(), protection, recorded);
    List<String> absent = recorded.stream().filter(id -> !key.ids().contains(id)).toList();
    if (!absent.isEmpty()) {
      key.require(database.read(tx -> SqlStoredSecrets.needed(tx, absent)));
    }
    secrets.record(key.newestId(), time.now());
    return key;
  }
}
