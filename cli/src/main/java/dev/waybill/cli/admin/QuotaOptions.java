package dev.waybill.cli.admin;

import dev.waybill.cli.client.CommandFailure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How long a tenant's events are kept, how much of them, and what else it may take. */
final class QuotaOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12}) ?(B|KiB|MiB|GiB|TiB)?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,13}");
  private static final String DEFAULT = "default";

  @Option(
      names = "--retention-days",
      paramLabel = "DAYS",
      description = "For how long events are kept; 'default' for what the server's settings say.")
  private Optional<String> retentionDays = Optional.empty();

  @Option(
      names = "--hard-limit-days",
      paramLabel = "DAYS",
      description =
          "After how long events are removed though an export has not delivered them; or"
              + " 'default'.")
  private Optional<String> hardLimitDays = Optional.empty();

  @Option(
      names = "--storage-quota",
      paramLabel = "SIZE",
      description = "What the tenant's events may take, such as 50GiB; or 'default'.")
  private Optional<String> storageQuota = Optional.empty();

  @Option(
      names = "--ingest-events-per-second",
      paramLabel = "NUMBER",
      description = "How many events a second are taken of the tenant; or 'default'.")
  private Optional<String> eventsPerSecond = Optional.empty();

  @Option(
      names = "--ingest-bytes-per-second",
      paramLabel = "SIZE",
      description = "How much of them a second, such as 10MiB; or 'default'.")
  private Optional<String> bytesPerSecond = Optional.empty();

  @Option(
      names = "--export-configurations",
      paramLabel = "NUMBER",
      description = "How many export configurations the tenant may have; or 'default'.")
  private Optional<String> exportConfigurations = Optional.empty();

  @Option(
      names = "--storage-integrations",
      paramLabel = "NUMBER",
      description = "How many storage integrations, drafts too; or 'default'.")
  private Optional<String> storageIntegrations = Optional.empty();

  @Option(
      names = "--api-keys",
      paramLabel = "NUMBER",
      description = "How many API keys; or 'default'.")
  private Optional<String> apiKeys = Optional.empty();

  /** Whether anything was given. */
  boolean addTo(ObjectNode body) {
    ObjectNode quotas = JsonNodeFactory.instance.objectNode();
    retentionDays.ifPresent(text -> put(quotas, "retentionDays", text, number(text)));
    hardLimitDays.ifPresent(text -> put(quotas, "hardLimitDays", text, number(text)));
    storageQuota.ifPresent(text -> put(quotas, "storageQuotaBytes", text, bytes(text)));
    eventsPerSecond.ifPresent(text -> put(quotas, "ingestEventsPerSecond", text, number(text)));
    bytesPerSecond.ifPresent(text -> put(quotas, "ingestBytesPerSecond", text, bytes(text)));
    exportConfigurations.ifPresent(text -> put(quotas, "exportConfigurations", text, number(text)));
    storageIntegrations.ifPresent(text -> put(quotas, "storageIntegrations", text, number(text)));
    apiKeys.ifPresent(text -> put(quotas, "apiKeys", text, number(text)));
    if (quotas.isEmpty()) {
      return false;
    }
    body.set("quotas", quotas);
    return true;
  }

  private static void put(ObjectNode quotas, String field, String text, Optional<Long> value) {
    if (text.equals(DEFAULT)) {
      quotas.putNull(field);
    } else {
      quotas.put(
          field,
          value.orElseThrow(
              () ->
                  new CommandFailure(
                      "'" + text + "' is not a value of " + field + ": see --help.",
                      CommandFailure.USAGE)));
    }
  }

  private static Optional<Long> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Optional<Long> bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return Optional.empty();
    }
    int shift =
        switch (Optional.ofNullable(size.group(2)).orElse("B")) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          case "TiB" -> 40;
          default -> 0;
        };
    return Optional.of(Long.parseLong(size.group(1)) << shift);
  }
}
