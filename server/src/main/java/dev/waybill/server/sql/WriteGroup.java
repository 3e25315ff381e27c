package dev.waybill.server.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Transactions that are committed together. Used by one thread at a time, but for the waiting. */
final class WriteGroup {
  private final HikariDataSource pool;
  private final Connection connection;
  private final CompletableFuture<Optional<SQLException>> ended = new CompletableFuture<>();
  private Optional<SQLException> broken = Optional.empty();
  private int size;

  private WriteGroup(HikariDataSource pool, Connection connection) {
    this.pool = pool;
    this.connection = connection;
  }

  static WriteGroup begin(HikariDataSource pool) throws SQLException {
    Connection connection = pool.getConnection();
    try {
      connection.setAutoCommit(false);
      return new WriteGroup(pool, connection);
    } catch (SQLException | RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  int size() {
    return size;
  }

  /** Whether SQLite has rolled back more than one of its transactions. */
  boolean isBroken() {
    return broken.isPresent();
  }

  /** Runs one transaction; an exception leaves nothing of it. */
  <T> T run(Function<Transaction, T> work) throws SQLException {
    size++;
    Savepoint before = connection.setSavepoint();
    try {
      T result = work.apply(new Transaction(connection));
      connection.releaseSavepoint(before);
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      undo(before, e);
      throw e;
    }
  }

  /**
   * Where the disk is full or fails, SQLite rolls back everything by itself, and the savepoint is
   * gone with all that was done before it.
   */
  private void undo(Savepoint before, Throwable because) {
    try {
      connection.rollback(before);
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      because.addSuppressed(e);
      broken = Optional.of(e);
    }
  }

  /** Commits, unless it is broken, and lets everyone know. */
  void end() {
    Optional<SQLException> failed = Optional.of(new SQLException("the commit was cut short"));
    try {
      failed = commit();
    } finally {
      ended.complete(failed);
    }
  }

  private Optional<SQLException> commit() {
    try (connection) {
      try {
        if (broken.isPresent()) {
          throw broken.get();
        }
        connection.commit();
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(e);
        throw e;
      }
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e);
    }
  }

  /** A connection whose transaction is gone would make every statement one of its own. */
  private void rollBack(Throwable because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      pool.evictConnection(connection);
      because.addSuppressed(e);
    }
  }

  /**
   * Returns when the group is durable.
   *
   * @throws SQLException if it is not, and nothing of it is left
   */
  void awaitCommit() throws SQLException {
    Optional<SQLException> failed = ended.join();
    if (failed.isPresent()) {
      throw new SQLException(failed.get().getMessage(), failed.get());
    }
  }
}
