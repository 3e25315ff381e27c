package dev.waybill.server.sql;

import dev.waybill.export.StreamId;
import java.util.UUID;

/** Names that are never given twice, not even after all that belonged to them was deleted. */
final class GivenNames {
  private static final String STREAM = "STREAM";
  private static final String EXTERNAL_ID = "EXTERNAL_ID";

  private GivenNames() {}

  static boolean isFree(Transaction tx, StreamId stream) {
    return isFree(tx, STREAM, stream.prefix());
  }

  static boolean isFree(Transaction tx, UUID externalId) {
    return isFree(tx, EXTERNAL_ID, externalId.toString());
  }

  static void give(Transaction tx, StreamId stream) {
    give(tx, STREAM, stream.prefix());
  }

  static void give(Transaction tx, UUID externalId) {
    give(tx, EXTERNAL_ID, externalId.toString());
  }

  private static boolean isFree(Transaction tx, String kind, String name) {
    return !tx.exists("SELECT 1 FROM given_names WHERE kind = ? AND name = ?", kind, name);
  }

  private static void give(Transaction tx, String kind, String name) {
    tx.update("INSERT INTO given_names (kind, name) VALUES (?, ?)", kind, name);
  }
}
