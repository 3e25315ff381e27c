package dev.waybill.server.sql;

import dev.waybill.server.notifications.NotificationOutbox;
import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.server.notifications.NotificationOutboxContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqlNotificationOutboxTest extends NotificationOutboxContract {
  private final Tables tables;

  SqlNotificationOutboxTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @BeforeEach
  void createTenants() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    tables.tenants.upsert(GLOBEX, "Globex", NOW);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Override
  protected NotificationOutbox outbox() {
    return new SqlNotificationOutbox(tables.database);
  }

  @Override
  protected void add(Waiting waiting) {
    tables.database.run(
        tx ->
            tx.update(
                """
                INSERT INTO notification_outbox (id, tenant_id, channel, receiver, type, content,
                  attempts, next_attempt_at, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                waiting.id(),
                waiting.tenant().value(),
                waiting.channel(),
                waiting.receiver(),
                waiting.type().text(),
                waiting.content(),
                waiting.attempts(),
                waiting.createdAt(),
                waiting.createdAt()));
  }
}
