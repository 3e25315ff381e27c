package dev.waybill.server.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.server.audit.Act;
import dev.waybill.server.datadir.DurableFiles;
import dev.waybill.server.notifications.Notification;
import dev.waybill.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs transactions. Safe for use by many threads. */
final class Database implements AutoCloseable {
  private final Path file;
  private final HikariDataSource writer;
  private final HikariDataSource readers;
  private final WriteGroups groups;
  private final ActRecorder recorder;
  private volatile Runnable recorded = () -> {};

  private Database(
      Path file, HikariDataSource writer, HikariDataSource readers, ActRecorder recorder) {
    this.file = file;
    this.writer = writer;
    this.readers = readers;
    this.groups = new WriteGroups(writer);
    this.recorder = recorder;
  }

  /** The same for one in which nobody does anything that is to be recorded. */
  static Database open(Path file) {
    return open(file, ActRecorder.NONE);
  }

  /** Opens the file and brings its tables up to date. */
  static Database open(Path file, ActRecorder recorder) {
    try {
      DurableFiles.createEmpty(file); // SQLite would let the umask decide who can read it
    } catch (IOException e) {
      throw new ControlPlaneException("The file " + file + " cannot be created: " + e, e);
    }
    HikariDataSource writer = SqliteFile.writer(file);
    try {
      Schema.migrate(writer);
      return new Database(file, writer, SqliteFile.readers(file), recorder);
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  /** Sees one state of the database throughout. */
  <T> T read(Function<Transaction, T> work) {
    try (Connection connection = readers.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.apply(new Transaction(connection));
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Durable when it returns; an exception leaves nothing of it. What several threads write at a
   * time is committed together.
   */
  <T> T write(Function<Transaction, T> work) {
    var counting = new Counting(recorder);
    T result;
    try {
      result = groups.write(tx -> work.apply(tx.recordingTo(counting)));
    } catch (SQLException e) {
      throw failed(e);
    }
    if (counting.acts.get() > 0) {
      recorded.run();
    }
    return result;
  }

  /** Has it called, by whoever wrote something that recorded an act, when that is durable. */
  void onRecorded(Runnable listener) {
    recorded = listener;
  }

  /** How many commits there were since it was opened. */
  long commits() {
    return groups.commits();
  }

  /** How many callers wait to write. */
  int waitingWriters() {
    return groups.waiting();
  }

  void run(Consumer<Transaction> work) {
    write(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  /**
   * Copies the state of one moment after the call to a file that does not exist yet; durable when
   * it returns. Writers are not kept waiting.
   */
  void copyTo(Path copy) {
    try {
      DurableFiles.createEmpty(copy); // SQLite would let the umask decide who can read it
      SqliteFile.copy(file, copy);
      DurableFiles.sync(copy);
    } catch (SQLException e) {
      throw new ControlPlaneException("The control plane cannot be copied: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ControlPlaneException("The file " + copy + " cannot be written: " + e, e);
    }
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }

  private void rollBack(Connection connection, Throwable because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      readers.evictConnection(connection);
      because.addSuppressed(e);
    }
  }

  /** Knows whether a transaction recorded anything. */
  private record Counting(ActRecorder recorder, AtomicInteger acts) implements ActRecorder {
    private Counting(ActRecorder recorder) {
      this(recorder, new AtomicInteger());
    }

    @Override
    public void record(Transaction tx, Optional<TenantId> tenant, Act act) {
      recorder.record(tx, tenant, act);
      acts.incrementAndGet();
    }

    @Override
    public void announce(Transaction tx, TenantId tenant, Notification notification) {
      recorder.announce(tx, tenant, notification);
    }
  }

  private static ControlPlaneException failed(SQLException e) {
    return new ControlPlaneException("The control plane's database failed: " + e.getMessage(), e);
  }
}
