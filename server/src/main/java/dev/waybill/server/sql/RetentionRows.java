package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.log.Position;
import dev.waybill.retention.Lagging;
import dev.waybill.tenant.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The marks below which events are given up, and what holds events. */
final class RetentionRows {
  /**
   * What has to deliver events from some position on: of each configuration that exists, or whose
   * stream ends.
   */
  static final String HOLDS =
      """
      SELECT c.id, s.cursor_position AS held_position FROM export_configurations c
      JOIN streams s ON s.configuration_id = c.id AND s.kind = 'REGULAR'
      WHERE c.tenant_id = ? AND (c.deleted_at IS NULL OR c.ending = 1)
      UNION ALL
      SELECT c.id, s.cursor_position AS held_position FROM export_configurations c
      JOIN backfills b ON b.configuration_id = c.id AND b.status = 'RUNNING'
      JOIN streams s ON s.id = b.stream_id
      WHERE c.tenant_id = ? AND c.deleted_at IS NULL
      UNION ALL
      SELECT c.id, j.range_from AS held_position FROM export_configurations c
      JOIN streams s ON s.configuration_id = c.id
      JOIN export_jobs j ON j.stream_id = s.id AND j.status IN ('PLANNED', 'RUNNING', 'BLOCKED')
      WHERE c.tenant_id = ? AND (c.deleted_at IS NULL OR c.ending = 1)
      """;

  /** Of one configuration; null if it holds nothing. */
  static final String HELD =
      "SELECT MIN(held_position) AS held_position FROM (" + HOLDS + ") AS holds WHERE id = ?";

  private RetentionRows() {}

  /**
   * Below what events of a tenant are given up. Whoever begins to hold events asks for it in his
   * own transaction: what is below cannot be held.
   */
  static Position retainedFrom(Transaction tx, TenantId tenant) {
    return tx.one(
            row -> new Position(row.number("retained_from")),
            "SELECT retained_from FROM tenants WHERE id = ?",
            tenant.value())
        .orElse(Position.ZERO);
  }

  /** The mark never goes back. */
  static void raise(Transaction tx, TenantId tenant, Position mark) {
    tx.update(
        "UPDATE tenants SET retained_from = ? WHERE id = ? AND retained_from < ?",
        mark.value(),
        tenant.value(),
        mark.value());
  }

  /** The lowest position that something holds. */
  static Optional<Position> hold(Transaction tx, TenantId tenant) {
    return lagging(tx, tenant, new Position(Long.MAX_VALUE)).stream()
        .map(Lagging::cursor)
        .min(Comparator.naturalOrder());
  }

  static Optional<Position> held(Transaction tx, TenantId tenant, ConfigurationId configuration) {
    return tx.one(
            row -> row.optionalNumber("held_position"),
            HELD,
            tenant.value(),
            tenant.value(),
            tenant.value(),
            configuration.value())
        .flatMap(position -> position)
        .map(Position::new);
  }

  static List<Lagging> lagging(Transaction tx, TenantId tenant, Position position) {
    return tx.all(
        row ->
            new Lagging(
                new ConfigurationId(row.uuid("id")), new Position(row.number("held_position"))),
        "SELECT id, MIN(held_position) AS held_position FROM ("
            + HOLDS
            + ") AS holds WHERE held_position < ? GROUP BY id ORDER BY held_position, id",
        tenant.value(),
        tenant.value(),
        tenant.value(),
        position.value());
  }
}
