package dev.waybill.server.portal.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Freshness;
import dev.waybill.export.OutputSettings;
import dev.waybill.format.Compression;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.ExportView;
import dev.waybill.server.exports.StatusReading;
import dev.waybill.server.portal.overview.ExportRow;
import dev.waybill.server.retention.ExportRisks;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks up what the page of an export shows of it. */
public final class ExportDetails {
  private final ExportReader exports;
  private final ExportRisks risks;
  private final TimeSource time;

  public ExportDetails(ExportReader exports, ExportRisks risks, TimeSource time) {
    this.exports = requireNonNull(exports, "exports is null");
    this.risks = requireNonNull(risks, "risks is null");
    this.time = requireNonNull(time, "time is null");
  }

  /** As it is last known: looking at a page tests nothing. */
  ExportView view(TenantId tenant, ConfigurationId id) {
    return exports.export(tenant, id, StatusReading.LAST_KNOWN).join();
  }

  ExportDetail of(TenantId tenant, ConfigurationId id) {
    Instant now = time.now();
    ExportView view = view(tenant, id);
    ExportConfiguration export = view.configuration();
    ConnectionTest test = view.integration().lastTest();
    Optional<Freshness> freshness = exports.freshness(tenant, id);
    Duration limit = risks.limit(tenant);
    return new ExportDetail(
        ExportRow.of(view, freshness, risks.of(tenant, id), now),
        !export.enabled(),
        Stream.of(view.integration())
            .filter(used -> !DeletedIntegration.is(used))
            .map(used -> used.id().toString())
            .toList(),
        exports.warnings(view, now),
        Contents.of(export.selection()),
        format(export.output()),
        test.testedAt(),
        test.succeeded(),
        limit,
        freshness.map(it -> it.receivedThrough().plus(limit)).stream().toList());
  }

  private static String format(OutputSettings output) {
    String compression =
        output.compression() == Compression.NONE
            ? "uncompressed"
            : "compressed (" + word(output.compression()) + ")";
    String folders =
        switch (output.layout()) {
          case HIVE_HOURLY -> "a folder for each kind and hour";
          case HIVE_DAILY -> "a folder for each kind and day";
          case PLAIN_HOURLY -> "a folder for each hour";
        };
    return "JSON, one event a line, " + compression + ", " + folders;
  }

  private static String word(Compression compression) {
    return compression.name().toLowerCase(Locale.ROOT);
  }
}
