package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;

/** Configurations whose storage integration was deleted, and that do not end there. */
final class Detached {
  /** A configuration c is not. */
  static final String NOT =
      """
      EXISTS (SELECT 1 FROM storage_integrations a
        WHERE a.id = c.integration_id AND (a.deleted_at IS NULL OR c.ending = 1))
      """;

  private Detached() {}

  static boolean is(Transaction tx, ConfigurationId id) {
    return tx.exists(
        "SELECT 1 FROM export_configurations c WHERE c.id = ? AND NOT " + NOT, id.value());
  }
}
