package dev.waybill.export;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;

/** An implementation of the control plane, with what the contracts of exports do to it. */
public interface ControlPlaneUnderTest extends AutoCloseable {
  ExportLedger ledger();

  Backfills backfills();

  Redeliveries redeliveries();

  RedeliveryLedger redeliveryLedger();

  SelfCheckLedger selfCheckLedger();

  /** Stores an integration with its secret, and its tenant if there is none of that id. */
  void add(StorageIntegration integration, Credentials credentials);

  /** Stores a configuration with its stream. */
  void add(ExportConfiguration configuration, Stream stream, Instant nextDue);

  /** Replaces a stored configuration by a later revision of itself. */
  void change(ExportConfiguration changed);

  /** Changes an integration's location. */
  void move(IntegrationId integration, Location location);

  /** Deletes an integration, and disables and detaches the exports that use it. */
  void detach(IntegrationId integration);

  /** Deletes a configuration. */
  void remove(ConfigurationId configuration);

  /** A job as it is stored; also of deleted configurations, if those are kept. */
  ExportJob job(JobId id);

  /** Retention gives up what lies below. */
  void retainFrom(TenantId tenant, Position position);

  /** Another stream has an id with these first digits. */
  void give(StreamId id);

  /** Makes the row of a backfill one that cannot be read. */
  void damage(StreamId id);

  /** Lets what is blocked on an integration try again. */
  void wake(IntegrationId integration, Instant now);

  @Override
  void close();
}
