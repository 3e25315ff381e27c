package dev.waybill.server.portal.tenants;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.TenantQuotas;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an operator can set for a tenant, in the order of the form. */
enum QuotaField {
  STORAGE(
      "storageQuotaBytes",
      "Bytes that its events may take",
      "Such as 50000000000 for 50 GB. Once they are taken, its events are refused."),
  RETENTION(
      "retentionDays",
      "Days for which its events are kept",
      "From their receipt on; longer if an export has yet to deliver them."),
  HARD_LIMIT(
      "hardLimitDays",
      "Days after which they are removed in any case",
      "Though an export has not delivered them. Not shorter than the days before."),
  EVENTS(
      "ingestEventsPerSecond",
      "Events a second",
      "Whoever sends faster is told to try again later."),
  BYTES("ingestBytesPerSecond", "Bytes of events a second", ""),
  CONFIGURATIONS("exportConfigurations", "Exports at most", ""),
  INTEGRATIONS("storageIntegrations", "Integrations at most", ""),
  KEYS("apiKeys", "API keys at most", "");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final String field;
  private final String label;
  private final String hint;

  QuotaField(String field, String label, String hint) {
    this.field = field;
    this.label = label;
    this.hint = hint;
  }

  /** As the API calls it. */
  public String field() {
    return field;
  }

  public String label() {
    return label;
  }

  public String hint() {
    return hint;
  }

  /** What is wrong, with the labels of the form for what the API calls its fields. */
  static String inWords(String problem) {
    String words = problem;
    for (QuotaField each : values()) {
      words = words.replace(each.field, "“" + each.label + "”");
    }
    return words;
  }

  /** What the tenant has of its own; an empty text if nothing. */
  String of(TenantQuotas quotas) {
    Optional<? extends Number> number =
        switch (this) {
          case STORAGE -> quotas.storageBytes();
          case RETENTION -> quotas.retentionDays();
          case HARD_LIMIT -> quotas.hardLimitDays();
          case EVENTS -> quotas.ingest().eventsPerSecond();
          case BYTES -> quotas.ingest().bytesPerSecond();
          case CONFIGURATIONS -> quotas.counts().exportConfigurations();
          case INTEGRATIONS -> quotas.counts().storageIntegrations();
          case KEYS -> quotas.counts().apiKeys();
        };
    return number.map(String::valueOf).orElse("");
  }

  /**
   * What was put into the form, by the fields' names; an empty text is nothing of the tenant's own.
   *
   * @throws InvalidInput if one is no number, or cannot be a quota
   */
  static TenantQuotas read(Map<String, String> typed) {
    return new TenantQuotas(
        RETENTION.count(typed),
        HARD_LIMIT.count(typed),
        STORAGE.number(typed),
        new IngestRate(EVENTS.number(typed), BYTES.number(typed)),
        new CountQuotas(CONFIGURATIONS.count(typed), INTEGRATIONS.count(typed), KEYS.count(typed)));
  }

  /** What is too large for a number of them stays too large. */
  private Optional<Integer> count(Map<String, String> typed) {
    return number(typed).map(number -> (int) Math.min(number, Integer.MAX_VALUE));
  }

  private Optional<Long> number(Map<String, String> typed) {
    String text = typed.getOrDefault(field, "").strip();
    if (!text.isEmpty() && !NUMBER.matcher(text).matches()) {
      throw new InvalidInput(
          field, "A whole number, or nothing to have it as the settings of the service say.");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
  }
}
