package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group does when even undoing fails. */
class WriteGroupTest {
  private final FailingConnections pool;

  WriteGroupTest(@TempDir Path folder) {
    pool = new FailingConnections(folder.resolve("test.db"));
  }

  @BeforeEach
  void create() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE lines (line TEXT)");
    }
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void anErrorWhileUndoingFailsTheWholeGroup() throws SQLException {
    WriteGroup group = WriteGroup.begin(pool);
    group.run(insert("innocent"));
    pool.fail("rollback", 1);

    assertThatThrownBy(() -> group.run(insert("half").andThen(WriteGroupTest::fail)))
        .hasMessage("mine");

    assertThat(group.isBroken()).isTrue();
    group.end();
    assertThatThrownBy(group::awaitCommit).isInstanceOf(SQLException.class);
    assertThat(count()).isZero();
  }

  @Test
  void everyoneIsWokenWhenTheCommitThrowsAnError() throws SQLException {
    WriteGroup group = WriteGroup.begin(pool);
    group.run(insert("lost"));
    pool.fail("commit", 0);

    assertThatThrownBy(group::end).isInstanceOf(OutOfMemoryError.class);

    assertThatThrownBy(group::awaitCommit).isInstanceOf(SQLException.class);
    assertIsUsable();
  }

  @Test
  void everyoneIsWokenWhenNeitherCommitNorRollbackIsPossible() throws SQLException {
    WriteGroup group = WriteGroup.begin(pool);
    group.run(insert("lost"));
    pool.fail("commit", 0);
    pool.fail("rollback", 0);

    assertThatThrownBy(group::end).isInstanceOf(OutOfMemoryError.class);

    assertThatThrownBy(group::awaitCommit).isInstanceOf(SQLException.class);
    assertIsUsable();
  }

  /** The connection is back in the pool, and nothing of what failed is left. */
  private void assertIsUsable() throws SQLException {
    pool.recover();
    WriteGroup next = WriteGroup.begin(pool);
    next.run(insert("later"));
    next.end();
    next.awaitCommit();
    assertThat(count()).isEqualTo(1);
  }

  private int count() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM lines")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Function<Transaction, Boolean> insert(String line) {
    return tx -> {
      tx.update("INSERT INTO lines (line) VALUES (?)", line);
      return true;
    };
  }

  private static boolean fail(boolean unused) {
    throw new IllegalStateException("mine");
  }
}
