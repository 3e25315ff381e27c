package dev.waybill.server.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.server.datadir.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** Runs transactions. Safe for use by many threads. */
final class Database implements AutoCloseable {
  private final HikariDataSource writer;
  private final HikariDataSource readers;

  private Database(HikariDataSource writer, HikariDataSource readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /** Opens the file and brings its tables up to date. */
  static Database open(Path file) {
    try {
      DurableFiles.createEmpty(file); // SQLite would let the umask decide who can read it
    } catch (IOException e) {
      throw new ControlPlaneException("The file " + file + " cannot be created: " + e, e);
    }
    HikariDataSource writer = SqliteFile.writer(file);
    try {
      Schema.migrate(writer);
      return new Database(writer, SqliteFile.readers(file));
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  /** Sees one state of the database throughout. */
  <T> T read(Function<Transaction, T> work) {
    return transaction(readers, work);
  }

  /** Durable when it returns; an exception leaves nothing of it. */
  <T> T write(Function<Transaction, T> work) {
    return transaction(writer, work);
  }

  void run(Consumer<Transaction> work) {
    write(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }

  private static <T> T transaction(DataSource pool, Function<Transaction, T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      T result;
      try {
        result = work.apply(new Transaction(connection));
      } catch (RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      }
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw new ControlPlaneException("The control plane's database failed: " + e.getMessage(), e);
    }
  }

  private static void rollBack(Connection connection, Throwable because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }
}
