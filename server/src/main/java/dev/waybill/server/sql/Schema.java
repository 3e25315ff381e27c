package dev.waybill.server.sql;

import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.tenant.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables and their versions: the migrations in {@code db/migration}. */
final class Schema {
  /** The number of the newest migration. */
  static final int VERSION = 15;

  /** From which version on the operators' tenant is there. */
  private static final int OPERATORS_SINCE = 9;

  private Schema() {}

  /**
   * Applies the migrations that are missing. Where none is, one query finds that out: loading
   * Flyway takes a good part of the time in which the service is to be ready.
   *
   * @throws StartRefusedException if the tables are of a newer version, or if a customer has the id
   *     that is the operators' from now on; nothing is applied then
   */
  static void migrate(DataSource database) {
    OptionalInt current = current(database);
    if (current.isPresent() && current.getAsInt() > VERSION) {
      throw new StartRefusedException(
          "The control plane's tables have version "
              + current.getAsInt()
              + ", this version of Waybill knows version "
              + VERSION
              + ": run the version that made them, or a newer one.");
    }
    if (current.isPresent() && current.getAsInt() < OPERATORS_SINCE) {
      requireNoStranger(database);
    }
    if (current.isEmpty() || current.getAsInt() < VERSION) {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(database)
          .locations("classpath:db/migration")
          .load()
          .migrate();
    }
  }

  /** A customer's keys would read what operators do, and operators the customer's events. */
  private static void requireNoStranger(DataSource database) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      boolean stranger =
          new Transaction(connection)
              .exists("SELECT 1 FROM tenants WHERE id = ?", TenantId.OPERATORS.value());
      connection.rollback();
      if (stranger) {
        throw new StartRefusedException(
            "There is a tenant with the id "
                + TenantId.OPERATORS
                + ", in which this version of Waybill records what operators do: start the version"
                + " before again, give that customer a tenant with another id, delete this one,"
                + " and then upgrade.");
      }
    } catch (SQLException e) {
      throw new ControlPlaneException("The control plane's database failed: " + e.getMessage(), e);
    }
  }

  private static OptionalInt current(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet tables =
          connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
        if (!tables.next()) {
          return OptionalInt.empty();
        }
      }
      try (ResultSet newest =
          statement.executeQuery(
              "SELECT version, success FROM flyway_schema_history"
                  + " ORDER BY installed_rank DESC LIMIT 1")) {
        return newest.next() && newest.getBoolean("success")
            ? OptionalInt.of(Integer.parseInt(newest.getString("version")))
            : OptionalInt.empty();
      }
    } catch (SQLException e) {
      throw new ControlPlaneException("The control plane's database failed: " + e.getMessage(), e);
    }
  }
}
