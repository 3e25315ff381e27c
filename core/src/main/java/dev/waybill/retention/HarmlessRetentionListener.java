package dev.waybill.retention;

import dev.waybill.export.ConfigurationId;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws away from retention. */
final class HarmlessRetentionListener implements RetentionListener {
  private static final Logger LOG = LoggerFactory.getLogger(HarmlessRetentionListener.class);

  private final RetentionListener listener;

  HarmlessRetentionListener(RetentionListener listener) {
    this.listener = listener;
  }

  @Override
  public void clockNotTrusted(String reason) {
    tell(() -> listener.clockNotTrusted(reason));
  }

  @Override
  public void removed(TenantId tenant, long events) {
    tell(() -> listener.removed(tenant, events));
  }

  @Override
  public void cutOff(TenantId tenant, ConfigurationId configuration, long events) {
    tell(() -> listener.cutOff(tenant, configuration, events));
  }

  @Override
  public void atRisk(TenantId tenant, ConfigurationId configuration, Instant expiresAt) {
    tell(() -> listener.atRisk(tenant, configuration, expiresAt));
  }

  @Override
  public void safe(ConfigurationId configuration) {
    tell(() -> listener.safe(configuration));
  }

  @Override
  public void pruned(long jobs, long redeliveries) {
    tell(() -> listener.pruned(jobs, redeliveries));
  }

  @Override
  public void failed(TenantId tenant, RuntimeException cause) {
    tell(() -> listener.failed(tenant, cause));
  }

  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("a listener of retention failed", e);
    }
  }
}
