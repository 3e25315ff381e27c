package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.sql.TenantHoldings;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code GET /api/admin/tenants/{id}/usage}: what a tenant's events take, and may take. */
@RestController
public final class UsageController {
  private static final int OK = 200;

  private final Tenants tenants;
  private final UsageReader reader;

  public UsageController(Tenants tenants, UsageReader reader) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.reader = requireNonNull(reader, "reader is null");
  }

  @GetMapping("/api/admin/tenants/{id}/usage")
  void get(@PathVariable String id, HttpServletResponse response) throws IOException {
    Tenant tenant = tenants.find(new TenantId(id)).orElseThrow(TenantController::notFound);
    TenantUsage usage = reader.of(tenant);
    JsonAnswer.send(response, OK, JsonAnswer.object(json -> write(json, usage)));
  }

  private static void write(JsonGenerator json, TenantUsage usage) {
    json.writeNumberProperty("storedBytes", usage.stored().bytes());
    usage.stored().quota().ifPresent(quota -> json.writeNumberProperty("storageQuotaBytes", quota));
    usage
        .oldest()
        .ifPresent(time -> json.writeStringProperty("oldestEventReceivedAt", time.toString()));
    json.writeNumberProperty("retentionDays", usage.policy().keep().toDays());
    json.writeNumberProperty("hardLimitDays", usage.policy().hardLimit().toDays());
    json.writeNumberProperty("storedEvents", usage.stored().events());
    json.writeNumberProperty("takenEvents", usage.takenEvents());
    TenantHoldings held = usage.holdings();
    json.writeNumberProperty("configurations", held.configurations());
    json.writeNumberProperty("integrations", held.integrations());
    json.writeNumberProperty("keys", held.keys());
  }
}
