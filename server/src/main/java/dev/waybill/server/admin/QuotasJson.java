package dev.waybill.server.admin;

import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.TenantQuotas;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** A tenant's quotas as administrators see them; what is absent is as the settings have it. */
final class QuotasJson {
  private static final String RETENTION = "retentionDays";
  private static final String HARD_LIMIT = "hardLimitDays";
  private static final String STORAGE = "storageQuotaBytes";

  private static final String EVENTS = "ingestEventsPerSecond";
  private static final String BYTES = "ingestBytesPerSecond";
  private static final String CONFIGURATIONS = "exportConfigurations";
  private static final String INTEGRATIONS = "storageIntegrations";
  private static final String KEYS = "apiKeys";
  static final Set<String> FIELDS =
      Set.of(RETENTION, HARD_LIMIT, STORAGE, EVENTS, BYTES, CONFIGURATIONS, INTEGRATIONS, KEYS);

  private QuotasJson() {}

  /** What was sent over what was before: absent fields stay, null takes a field back. */
  static TenantQuotas read(AdminBody sent, TenantQuotas old) {
    return new TenantQuotas(
        count(sent, RETENTION, old.retentionDays()),
        count(sent, HARD_LIMIT, old.hardLimitDays()),
        sent.number(STORAGE, old.storageBytes()),
        new IngestRate(
            sent.number(EVENTS, old.ingest().eventsPerSecond()),
            sent.number(BYTES, old.ingest().bytesPerSecond())),
        new CountQuotas(
            count(sent, CONFIGURATIONS, old.counts().exportConfigurations()),
            count(sent, INTEGRATIONS, old.counts().storageIntegrations()),
            count(sent, KEYS, old.counts().apiKeys())));
  }

  /** What is too large for a number of them stays too large. */
  private static Optional<Integer> count(AdminBody sent, String field, Optional<Integer> before) {
    return sent.number(field, before.map(Integer::longValue))
        .map(number -> (int) Math.clamp(number, -1L, Integer.MAX_VALUE));
  }

  static void write(JsonGenerator json, TenantQuotas quotas) {
    json.writeObjectPropertyStart("quotas");
    quotas.retentionDays().ifPresent(days -> json.writeNumberProperty(RETENTION, days));
    quotas.hardLimitDays().ifPresent(days -> json.writeNumberProperty(HARD_LIMIT, days));
    quotas.storageBytes().ifPresent(bytes -> json.writeNumberProperty(STORAGE, bytes));
    IngestRate ingest = quotas.ingest();
    ingest.eventsPerSecond().ifPresent(rate -> json.writeNumberProperty(EVENTS, rate));
    ingest.bytesPerSecond().ifPresent(rate -> json.writeNumberProperty(BYTES, rate));
    CountQuotas counts = quotas.counts();
    counts
        .exportConfigurations()
        .ifPresent(count -> json.writeNumberProperty(CONFIGURATIONS, count));
    counts.storageIntegrations().ifPresent(count -> json.writeNumberProperty(INTEGRATIONS, count));
    counts.apiKeys().ifPresent(count -> json.writeNumberProperty(KEYS, count));
    json.writeEndObject();
  }
}
