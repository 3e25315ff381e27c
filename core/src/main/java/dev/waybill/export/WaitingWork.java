package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * A job or a redelivery on which an attempt may start.
 *
 * @param since when its attempt might have started
 */
public record WaitingWork(UUID id, TenantId tenant, ConfigurationId configuration, Instant since) {
  public WaitingWork {
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(configuration, "configuration is null");
    requireNonNull(since, "since is null");
  }
}
