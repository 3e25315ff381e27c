package dev.waybill.server.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current row of a result. */
final class Row {
  private final ResultSet rows;

  Row(ResultSet rows) {
    this.rows = rows;
  }

  String text(String column) {
    return optionalText(column)
        .orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
  }

  Optional<String> optionalText(String column) {
    return Optional.ofNullable(read(column, ResultSet::getString));
  }

  long number(String column) {
    return read(column, ResultSet::getLong);
  }

  Optional<Long> optionalNumber(String column) {
    long value = number(column);
    return read(column, (rows, name) -> rows.wasNull()) ? Optional.empty() : Optional.of(value);
  }

  int integer(String column) {
    return read(column, ResultSet::getInt);
  }

  boolean flag(String column) {
    return integer(column) == 1;
  }

  Instant time(String column) {
    return Times.of(number(column));
  }

  Optional<Instant> optionalTime(String column) {
    return optionalNumber(column).map(Times::of);
  }

  UUID uuid(String column) {
    return UUID.fromString(text(column));
  }

  Optional<byte[]> optionalBytes(String column) {
    return Optional.ofNullable(read(column, ResultSet::getBytes));
  }

  <E extends Enum<E>> E word(String column, Class<E> of) {
    return Enum.valueOf(of, text(column));
  }

  private <T extends @Nullable Object> T read(String column, Column<T> value) {
    try {
      return value.of(rows, column);
    } catch (SQLException e) {
      throw new ControlPlaneException("The control plane's database failed: " + e.getMessage(), e);
    }
  }

  private interface Column<T extends @Nullable Object> {
    T of(ResultSet rows, String column) throws SQLException;
  }
}
