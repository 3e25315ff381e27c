package dev.waybill.server.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.Tenants;
import java.util.List;
import java.util.Optional;

/** Looks at how much of their quotas all tenants use. Safe for use by many threads. */
public final class QuotaWatch {
  private static final int AT_ONCE = 100;

  private final Tenants tenants;
  private final StorageQuotas quotas;
  private final EventLog log;
  private final QuotaNotices notices;
  private volatile Optional<QuotaPressure> latest = Optional.empty();

  public QuotaWatch(Tenants tenants, StorageQuotas quotas, EventLog log, QuotaNotices notices) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.quotas = requireNonNull(quotas, "quotas is null");
    this.log = requireNonNull(log, "log is null");
    this.notices = requireNonNull(notices, "notices is null");
  }

  /** Looks at each once; after an interruption the next call begins anew. */
  public void run() {
    var pressure = QuotaPressure.NONE;
    String last = "";
    List<Tenant> page;
    do {
      page = tenants.list(last, AT_ONCE);
      for (Tenant tenant : page) {
        Optional<Long> quota = quotas.of(tenant);
        if (quota.isPresent()) {
          long used = log.bytes(tenant.id());
          notices.note(tenant.id(), used, quota.get());
          pressure = pressure.with(tenant.id(), used, quota.get());
        }
        last = tenant.id().value();
      }
    } while (page.size() == AT_ONCE && !Thread.currentThread().isInterrupted());
    if (page.size() < AT_ONCE) {
      latest = Optional.of(pressure);
    }
  }

  /** What the last look at all of them has found; empty before the first. */
  public Optional<QuotaPressure> latest() {
    return latest;
  }
}
