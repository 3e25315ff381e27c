package dev.waybill.server.sql;

import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.Details;
import dev.waybill.tenant.Entitlements;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.util.List;
import java.util.Optional;

/** Records what is done with tenants. */
final class TenantActs {
  private TenantActs() {}

  /** Nothing, if it is as it was. */
  static void stored(Transaction tx, Optional<Tenant> before, Tenant after) {
    Details details = Details.of(after.id());
    if (before.isEmpty()) {
      tx.record(after.id(), Act.done(ActName.CREATE_TENANT, details.with("name", after.name())));
    } else {
      updated(tx, after.id(), details.changed("name", before.get().name(), after.name()));
    }
  }

  static void quotas(Transaction tx, TenantId id, TenantQuotas before, TenantQuotas after) {
    updated(
        tx,
        id,
        Details.of(id)
            .changed("retentionDays", before.retentionDays(), after.retentionDays())
            .changed("hardLimitDays", before.hardLimitDays(), after.hardLimitDays())
            .changed("storageQuotaBytes", before.storageBytes(), after.storageBytes())
            .changed(
                "ingestEventsPerSecond",
                before.ingest().eventsPerSecond(),
                after.ingest().eventsPerSecond())
            .changed(
                "ingestBytesPerSecond",
                before.ingest().bytesPerSecond(),
                after.ingest().bytesPerSecond())
            .changed(
                "exportConfigurations",
                before.counts().exportConfigurations(),
                after.counts().exportConfigurations())
            .changed(
                "storageIntegrations",
                before.counts().storageIntegrations(),
                after.counts().storageIntegrations())
            .changed("apiKeys", before.counts().apiKeys(), after.counts().apiKeys()));
  }

  static void entitlements(Transaction tx, TenantId id, Entitlements before, Entitlements after) {
    updated(tx, id, Details.of(id).changed("auditing", before.auditing(), after.auditing()));
  }

  static void recipients(
      Transaction tx, TenantId id, List<MailAddress> before, List<MailAddress> after) {
    updated(tx, id, Details.of(id).changed("recipients", before, after));
  }

  static void suspended(Transaction tx, TenantId id, boolean suspended) {
    tx.record(
        id, Act.done(suspended ? ActName.SUSPEND_TENANT : ActName.RESUME_TENANT, Details.of(id)));
  }

  /** For the operators alone: what is the tenant's goes with it. */
  static void deleted(Transaction tx, Tenant tenant) {
    tx.recordForOperators(
        Act.done(ActName.DELETE_TENANT, Details.of(tenant.id()).with("name", tenant.name())));
  }

  private static void updated(Transaction tx, TenantId id, Details details) {
    if (details.hasChanges()) {
      tx.record(id, Act.done(ActName.UPDATE_TENANT, details));
    }
  }
}
