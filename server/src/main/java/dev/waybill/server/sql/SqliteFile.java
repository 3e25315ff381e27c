package dev.waybill.server.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How connections to the SQLite file are made. */
final class SqliteFile {
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);
  private static final int READERS = 4;

  private SqliteFile() {}

  /**
   * One connection: SQLite has one writer at a time, and a queue in front of the pool is fair where
   * its busy timeout is not. A transaction takes the write lock when it begins, so that none fails
   * in the middle.
   */
  static HikariDataSource writer(Path file) {
    SQLiteConfig config = common();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    HikariConfig pool = pool("control-plane-writer", file, config);
    pool.setMaximumPoolSize(1);
    return new HikariDataSource(pool);
  }

  static HikariDataSource readers(Path file) {
    SQLiteConfig config = common();
    config.setReadOnly(true);
    HikariConfig pool = pool("control-plane-reader", file, config);
    pool.setReadOnly(true);
    pool.setMaximumPoolSize(READERS);
    return new HikariDataSource(pool);
  }

  /**
   * Writes the state of one moment to an empty file. On a connection of its own, since the
   * statement must not run in a transaction; it holds a reader's snapshot, so that writers go on.
   */
  static void copy(Path file, Path copy) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource(common());
    source.setUrl("jdbc:sqlite:" + file);
    try (Connection connection = source.getConnection();
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, copy.toString());
      vacuum.executeUpdate();
    }
  }

  private static SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    return config;
  }

  private static HikariConfig pool(String name, Path file, SQLiteConfig config) {
    SQLiteDataSource connections = new SQLiteDataSource(config);
    connections.setUrl("jdbc:sqlite:" + file);
    HikariConfig pool = new HikariConfig();
    pool.setPoolName(name);
    pool.setDataSource(connections);
    pool.setMinimumIdle(1);
    pool.setMaxLifetime(0); // nothing between us and a file ages
    return pool;
  }
}
