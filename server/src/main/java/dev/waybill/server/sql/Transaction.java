package dev.waybill.server.sql;

import dev.waybill.server.audit.Act;
import dev.waybill.server.notifications.Notification;
import dev.waybill.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction under way. Values are bound in the order of their question marks, in the form that
 * the package's rules give them.
 */
final class Transaction {
  private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

  private final Connection connection;
  private final ActRecorder recorder;

  /** One in which nobody does anything that is to be recorded. */
  Transaction(Connection connection) {
    this(connection, ActRecorder.NONE);
    LOG.trace("BEGIN");
  }

  private Transaction(Connection connection, ActRecorder recorder) {
    this.connection = connection;
    this.recorder = recorder;
  }

  /** This one, with a place for what is done in it. */
  Transaction recordingTo(ActRecorder place) {
    return new Transaction(connection, place);
  }

  /**
   * Records what is done with the tenant's, by whoever acts in this thread: an audit event of the
   * tenant, and for an operator's act one of the operators. It is there if this transaction is.
   */
  void record(TenantId tenant, Act act) {
    recorder.record(this, Optional.of(tenant), act);
  }

  /** The same for what is about no tenant, or about one that is gone. */
  void recordForOperators(Act act) {
    recorder.record(this, Optional.empty(), act);
  }

  /**
   * Has the tenant's receivers told of it. It waits in the outbox if this transaction is there;
   * nobody is told whose tenant is suspended or gone.
   */
  void announce(TenantId tenant, Notification notification) {
    recorder.announce(this, tenant, notification);
  }

  /** How many rows it changed. */
  int update(String sql, Object... values) {
    return execute(sql, values, PreparedStatement::executeUpdate);
  }

  /** Whether it changed the one row that it is about. */
  boolean changed(String sql, Object... values) {
    return update(sql, values) == 1;
  }

  <T> List<T> all(Function<Row, T> map, String sql, Object... values) {
    return execute(
        sql,
        values,
        statement -> {
          List<T> found = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            Row row = new Row(rows);
            while (rows.next()) {
              found.add(map.apply(row));
            }
          }
          return List.copyOf(found);
        });
  }

  /** The only row, if there is one. */
  <T> Optional<T> one(Function<Row, T> map, String sql, Object... values) {
    return all(map, sql, values).stream().findFirst();
  }

  boolean exists(String sql, Object... values) {
    return one(_ -> true, sql, values).isPresent();
  }

  private <T> T execute(String sql, Object[] values, Work<T> work) {
    LOG.trace("{}", sql); // without the values: they may be secrets
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        bind(statement, i + 1, values[i]);
      }
      return work.with(statement);
    } catch (SQLException e) {
      throw new ControlPlaneException("The control plane's database failed: " + e.getMessage(), e);
    }
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    switch (value) {
      case Optional<?> optional when optional.isEmpty() -> statement.setNull(index, Types.NULL);
      case Optional<?> optional -> bind(statement, index, optional.get());
      case String text -> statement.setString(index, text);
      case Integer number -> statement.setInt(index, number);
      case Long number -> statement.setLong(index, number);
      case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
      case Instant time -> statement.setLong(index, Times.micros(time));
      case UUID id -> statement.setString(index, id.toString());
      case Enum<?> word -> statement.setString(index, word.name());
      case byte[] bytes -> statement.setBytes(index, bytes);
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }

  private interface Work<T> {
    T with(PreparedStatement statement) throws SQLException;
  }
}
