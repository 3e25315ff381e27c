package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite that finds no room for a page: it rolls back by itself. */
class FullDatabaseTest {
  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("test.db"));
    database.run(tx -> tx.update("CREATE TABLE notes (text TEXT NOT NULL)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void writesAgainWhenThereIsRoomAgain() {
    assertThatThrownBy(() -> database.run(this::writeUntilItIsFull))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("full");

    write("after");

    assertThat(notes()).containsExactly("after");
  }

  @Test
  void leavesNothingOfATransactionThatFailsAfterItWasFull() {
    assertThatThrownBy(() -> database.run(this::writeUntilItIsFull))
        .isInstanceOf(ControlPlaneException.class);

    assertThatThrownBy(
            () ->
                database.run(
                    tx -> {
                      tx.update("INSERT INTO notes VALUES (?)", "half");
                      throw new IllegalStateException("in the middle");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(notes()).isEmpty();
  }

  private void writeUntilItIsFull(Transaction tx) {
    tx.all(row -> row.integer("max_page_count"), "PRAGMA max_page_count = 1");
    tx.update("INSERT INTO notes VALUES ('first')");
    tx.update("INSERT INTO notes VALUES (hex(zeroblob(1000000)))");
  }

  private void write(String text) {
    database.run(tx -> tx.update("INSERT INTO notes VALUES (?)", text));
  }

  private List<String> notes() {
    return database.read(tx -> tx.all(row -> row.text("text"), "SELECT text FROM notes"));
  }
}
