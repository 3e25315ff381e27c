package dev.waybill.server.admin;

import dev.waybill.fault.InvalidInput;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.tenant.TenantQuotas;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** A tenant's quotas as administrators see them; what is absent is as the settings have it. */
final class QuotasJson {
  private static final String RETENTION = "retentionDays";
  private static final String HARD_LIMIT = "hardLimitDays";
  private static final String STORAGE = "storageQuotaBytes";

  static final Set<String> FIELDS = Set.of(RETENTION, HARD_LIMIT, STORAGE);

  private QuotasJson() {}

  /**
   * What was sent over what was before: absent fields stay, null takes a field back.
   *
   * @param defaults for what the tenant has not of its own
   */
  static TenantQuotas read(
      AdminBody sent, Optional<TenantQuotas> before, RetentionPolicy defaults) {
    TenantQuotas old = before.orElse(TenantQuotas.NONE);
    TenantQuotas quotas =
        new TenantQuotas(
            days(sent, RETENTION, old.retentionDays()),
            days(sent, HARD_LIMIT, old.hardLimitDays()),
            sent.number(STORAGE, old.storageBytes()));
    if (!defaults.allows(quotas)) {
      throw new InvalidInput(
          HARD_LIMIT,
          "hardLimitDays must not be shorter than retentionDays; without a value of the tenant's"
              + " own, retention.events and retention.hard-limit of the settings count.");
    }
    return quotas;
  }

  private static Optional<Integer> days(AdminBody sent, String field, Optional<Integer> before) {
    return sent.number(field, before.map(Integer::longValue))
        .map(days -> (int) Math.clamp(days, 0, TenantQuotas.MOST_DAYS + 1L));
  }

  static void write(JsonGenerator json, TenantQuotas quotas) {
    json.writeObjectPropertyStart("quotas");
    quotas.retentionDays().ifPresent(days -> json.writeNumberProperty(RETENTION, days));
    quotas.hardLimitDays().ifPresent(days -> json.writeNumberProperty(HARD_LIMIT, days));
    quotas.storageBytes().ifPresent(bytes -> json.writeNumberProperty(STORAGE, bytes));
    json.writeEndObject();
  }
}
