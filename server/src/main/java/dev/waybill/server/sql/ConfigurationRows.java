package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.Interval;
import dev.waybill.export.Layout;
import dev.waybill.export.OutputSettings;
import dev.waybill.export.Plannable;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.format.Compression;
import dev.waybill.integration.IntegrationId;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rows of export configurations and their regular streams; the deleted are not found. */
final class ConfigurationRows {
  /** The regular stream of a configuration; further conditions follow. */
  private static final String STREAM =
      """
      SELECT s.*, c.last_tick FROM streams s
      JOIN export_configurations c ON c.id = s.configuration_id
      WHERE s.configuration_id = ? AND s.kind = 'REGULAR'
      """;

  static final String LINKED =
      """
      SELECT * FROM export_configurations
      WHERE integration_id = ? AND tenant_id = ? AND deleted_at IS NULL
      """;

  private static final Comparator<ExportConfiguration> OLDEST_FIRST =
      Comparator.comparing(ExportConfiguration::createdAt)
          .thenComparing(configuration -> configuration.id().toString());

  private ConfigurationRows() {}

  static void insert(
      Transaction tx, ExportConfiguration configuration, Stream stream, Instant firstDue) {
    tx.update(
        """
        INSERT INTO export_configurations (id, tenant_id, name, integration_id, tick_interval,
          selection, compression, layout, service_fields, start_from, enabled, revision,
          next_due_at, last_tick, job_open, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
        """,
        configuration.id().value(),
        configuration.tenant().value(),
        configuration.name(),
        configuration.integration().value(),
        configuration.interval(),
        SettingsJson.write(configuration.selection()),
        configuration.output().compression(),
        configuration.output().layout(),
        configuration.output().serviceFields(),
        configuration.startFrom(),
        configuration.enabled(),
        configuration.revision(),
        firstDue,
        stream.lastTick(),
        configuration.createdAt(),
        configuration.updatedAt());
    tx.update(
        """
        INSERT INTO streams (id, configuration_id, kind, prefix, cursor_position, received_through,
          next_sequence, next_ordinal, start_position, start_received)
        VALUES (?, ?, 'REGULAR', ?, ?, ?, ?, ?, ?, ?)
        """,
        stream.id().value(),
        configuration.id().value(),
        stream.id().prefix(),
        stream.cursor().value(),
        stream.receivedThrough(),
        stream.nextSequence(),
        stream.nextOrdinal(),
        stream.cursor().value(),
        stream.receivedThrough());
  }

  static Optional<ExportConfiguration> find(Transaction tx, TenantId tenant, ConfigurationId id) {
    return tx.one(
        ConfigurationRows::configuration,
        "SELECT * FROM export_configurations WHERE id = ? AND tenant_id = ? AND deleted_at IS NULL",
        id.value(),
        tenant.value());
  }

  static Optional<ExportConfiguration> find(Transaction tx, ConfigurationId id) {
    return tx.one(
        ConfigurationRows::configuration,
        "SELECT * FROM export_configurations WHERE id = ? AND deleted_at IS NULL",
        id.value());
  }

  /** Also one that is deleted, until its stream has ended. */
  static Optional<ExportConfiguration> findOrEnding(Transaction tx, ConfigurationId id) {
    return tx.one(
        ConfigurationRows::configuration,
        "SELECT * FROM export_configurations WHERE id = ? AND (deleted_at IS NULL OR ending = 1)",
        id.value());
  }

  static List<ExportConfiguration> list(Transaction tx, TenantId tenant) {
    return tx.all(
        ConfigurationRows::configuration,
        """
        SELECT * FROM export_configurations WHERE tenant_id = ? AND deleted_at IS NULL
        ORDER BY created_at, id
        """,
        tenant.value());
  }

  /** Sorted here: told to, SQLite would read all of the tenant's by the index that is in order. */
  static List<ExportConfiguration> linked(
      Transaction tx, TenantId tenant, IntegrationId integration) {
    return tx
        .all(ConfigurationRows::configuration, LINKED, integration.value(), tenant.value())
        .stream()
        .sorted(OLDEST_FIRST)
        .toList();
  }

  static Optional<Stream> stream(Transaction tx, ConfigurationId id) {
    return tx.one(ConfigurationRows::stream, STREAM, id.value());
  }

  static Optional<Stream> stream(Transaction tx, TenantId tenant, ConfigurationId id) {
    return tx.one(
        ConfigurationRows::stream,
        STREAM + " AND c.tenant_id = ? AND c.deleted_at IS NULL",
        id.value(),
        tenant.value());
  }

  static Plannable plannable(
      Transaction tx,
      ExportConfiguration configuration,
      Stream stream,
      Optional<ExportJob> unfinished) {
    return tx.one(
            row ->
                new Plannable(
                    configuration,
                    stream,
                    unfinished,
                    row.time("next_due_at"),
                    row.optionalTime("deleted_at")),
            "SELECT next_due_at, deleted_at FROM export_configurations WHERE id = ?",
            configuration.id().value())
        .orElseThrow();
  }

  private static ExportConfiguration configuration(Row row) {
    return new ExportConfiguration(
        new ConfigurationId(row.uuid("id")),
        new TenantId(row.text("tenant_id")),
        row.text("name"),
        new IntegrationId(row.uuid("integration_id")),
        row.word("tick_interval", Interval.class),
        SettingsJson.readSelection(row.text("selection")),
        new OutputSettings(
            row.word("compression", Compression.class),
            row.word("layout", Layout.class),
            row.flag("service_fields")),
        row.text("start_from"),
        row.flag("enabled"),
        row.number("revision"),
        row.time("created_at"),
        row.time("updated_at"));
  }

  private static Stream stream(Row row) {
    return new Stream(
        new StreamId(row.uuid("id")),
        new ConfigurationId(row.uuid("configuration_id")),
        new Position(row.number("cursor_position")),
        row.number("received_through"),
        row.number("next_sequence"),
        row.number("next_ordinal"),
        row.time("last_tick"));
  }
}
