package dev.waybill.server.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.Tenants;
import java.util.List;

/** Looks at how much of their quotas all tenants use. */
public final class QuotaWatch {
  private static final int AT_ONCE = 100;

  private final Tenants tenants;
  private final StorageQuotas quotas;
  private final EventLog log;
  private final QuotaNotices notices;

  public QuotaWatch(Tenants tenants, StorageQuotas quotas, EventLog log, QuotaNotices notices) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.quotas = requireNonNull(quotas, "quotas is null");
    this.log = requireNonNull(log, "log is null");
    this.notices = requireNonNull(notices, "notices is null");
  }

  /** Looks at each once; after an interruption the next call begins anew. */
  public void run() {
    String last = "";
    List<Tenant> page;
    do {
      page = tenants.list(last, AT_ONCE);
      for (Tenant tenant : page) {
        quotas
            .of(tenant)
            .ifPresent(quota -> notices.note(tenant.id(), log.bytes(tenant.id()), quota));
        last = tenant.id().value();
      }
    } while (page.size() == AT_ONCE && !Thread.currentThread().isInterrupted());
  }
}
