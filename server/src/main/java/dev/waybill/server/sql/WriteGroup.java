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

  /** Made beforehand: there may be no memory for it when it is needed. */
  private final Optional<SQLException> cutShort =
      Optional.of(new SQLException("the group of transactions was cut short"));

  /** Whether each transaction so far is there as a whole or not at all. */
  private boolean intact = true;

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

  /** Whether a transaction may be there in part, or more than one was rolled back. */
  boolean isBroken() {
    return !intact;
  }

  /** Runs one transaction; an exception leaves nothing of it. */
  <T> T run(Function<Transaction, T> work) throws SQLException {
    size++;
    intact = false;
    Savepoint before = connection.setSavepoint();
    try {
      T result = work.apply(new Transaction(connection));
      connection.releaseSavepoint(before);
      intact = true;
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      undo(before, e);
      throw e;
    }
  }

  /**
   * Where the disk is full or fails, SQLite rolls back everything by itself, and the savepoint is
   * gone with all that was done before it. Whatever else keeps it from being undone: what is left
   * of it must not be committed with the others.
   */
  private void undo(Savepoint before, Throwable because) {
    try {
      connection.rollback(before);
      connection.releaseSavepoint(before);
      intact = true;
    } catch (SQLException | RuntimeException | Error e) {
      suppress(e, because);
    }
  }

  /** The virtual machine may throw one and the same error twice. */
  private static void suppress(Throwable failure, Throwable because) {
    if (!failure.equals(because)) {
      because.addSuppressed(failure);
    }
  }

  /** Commits, unless it is broken, and lets everyone know. */
  void end() {
    Optional<SQLException> failed = cutShort;
    try {
      failed = commit();
    } finally {
      ended.complete(failed);
    }
  }

  private Optional<SQLException> commit() {
    try (connection) {
      try {
        if (!intact) {
          throw cutShort.orElseThrow();
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
    } catch (SQLException | RuntimeException | Error e) {
      pool.evictConnection(connection);
      suppress(e, because);
    }
  }

  /**
   * Returns when the group is durable.
   *
   * @throws SQLException if it is not, as far as is known: where the commit itself failed, it may
   *     be unknown whether the group is there; it is there as a whole or not at all
   */
  void awaitCommit() throws SQLException {
    Optional<SQLException> failed = ended.join();
    if (failed.isPresent()) {
      throw new SQLException(failed.get().getMessage(), failed.get());
    }
  }
}
