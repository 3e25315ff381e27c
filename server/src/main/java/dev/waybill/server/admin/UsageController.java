package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.retention.ExpiryWarning;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.retention.StorageQuotas;
import dev.waybill.server.sql.TenantHoldings;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code GET /api/admin/tenants/{id}/usage}: what a tenant's events take, and may take. */
@RestController
public final class UsageController {
  private static final int OK = 200;

  private final Tenants tenants;
  private final StorageQuotas quotas;
  private final RetentionPolicy defaults;
  private final EventLog log;
  private final Function<TenantId, TenantHoldings> holdings;
  private final ExpiryWarning warning;

  /**
   * @param defaults of tenants without quotas of their own
   * @param holdings what the control plane holds of a tenant now
   */
  public UsageController(
      Tenants tenants,
      StorageQuotas quotas,
      RetentionPolicy defaults,
      EventLog log,
      Function<TenantId, TenantHoldings> holdings) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.quotas = requireNonNull(quotas, "quotas is null");
    this.defaults = requireNonNull(defaults, "defaults is null");
    this.log = requireNonNull(log, "log is null");
    this.holdings = requireNonNull(holdings, "holdings is null");
    this.warning = new ExpiryWarning(log);
  }

  @GetMapping("/api/admin/tenants/{id}/usage")
  void get(@PathVariable String id, HttpServletResponse response) throws IOException {
    Tenant tenant = tenants.find(new TenantId(id)).orElseThrow(TenantController::notFound);
    Optional<Instant> oldest = warning.oldest(tenant.id());
    JsonAnswer.send(response, OK, JsonAnswer.object(json -> write(json, tenant, oldest)));
  }

  private void write(JsonGenerator json, Tenant tenant, Optional<Instant> oldest) {
    RetentionPolicy policy = defaults.with(tenant.quotas());
    json.writeNumberProperty("storedBytes", log.bytes(tenant.id()));
    quotas.of(tenant).ifPresent(quota -> json.writeNumberProperty("storageQuotaBytes", quota));
    oldest.ifPresent(time -> json.writeStringProperty("oldestEventReceivedAt", time.toString()));
    json.writeNumberProperty("retentionDays", policy.keep().toDays());
    json.writeNumberProperty("hardLimitDays", policy.hardLimit().toDays());
    Position end = log.end(tenant.id());
    json.writeNumberProperty(
        "storedEvents", log.given(tenant.id(), new Range(log.start(tenant.id()), end)));
    json.writeNumberProperty("takenEvents", end.number());
    TenantHoldings held = holdings.apply(tenant.id());
    json.writeNumberProperty("configurations", held.configurations());
    json.writeNumberProperty("integrations", held.integrations());
    json.writeNumberProperty("keys", held.keys());
  }
}
