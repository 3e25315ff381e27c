package dev.waybill.server.isolation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The tables whose rows are a tenant's, as the database itself tells: they name the tenant, or
 * refer to a row that does.
 */
final class TenantTables {
  private static final String NAME = "tenant_id";

  /** Whose key it is says which tenant; and the acts of all are numbered in one order. */
  private static final Set<String> OF_ALL_TENANTS =
      Set.of(
          "SELECT * FROM api_keys WHERE hash = ? AND revoked_at IS NULL",
          "SELECT 1 FROM api_keys WHERE id = ?",
          "INSERT INTO audit_outbox (number, id, tenant_id, event, created_at)"
              + " SELECT COALESCE(MAX(number), 0) + 1, ?, ?, ?, ? FROM audit_outbox");

  /**
   * Of runExportConfiguration: the engine, which knows no tenants, plans what was found before, or
   * hurries the job that is unfinished.
   */
  private static final Set<String> OF_THE_ENGINE =
      Set.of(
          "SELECT * FROM export_configurations WHERE id = ? AND (deleted_at IS NULL OR ending = 1)",
          "UPDATE export_jobs SET requested = 1, next_attempt_at = ? WHERE id = ?"
              + " AND status IN ('PLANNED', 'RUNNING', 'BLOCKED')");

  private static final Pattern TABLE = Pattern.compile("(?i)\\b(?:FROM|JOIN|UPDATE|INTO) (\\w+)");
  private static final Pattern BOUND =
      Pattern.compile("\\btenant_id = \\?|\\b(?:FROM|UPDATE) tenants\\b.* WHERE .*\\bid = \\?");

  private final Path database;

  /** By table: which of its rows are a tenant's; the question mark is the tenant. */
  private final Map<String, String> conditions = new TreeMap<>();

  /** A column that refers to another table's. */
  private record Reference(String column, String table, String to) {}

  TenantTables(Path database) {
    this.database = database;
    try (Connection connection = connect()) {
      for (Map<String, String> table :
          rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
        condition(connection, table.getOrDefault("name", ""));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Set<String> names() {
    return new TreeSet<>(conditions.keySet());
  }

  /** All that is stored of a tenant, table by table. */
  Map<String, List<String>> rows(String tenant) {
    try (Connection connection = connect()) {
      var found = new TreeMap<String, List<String>>();
      for (Map.Entry<String, String> table : conditions.entrySet()) {
        String condition = table.getValue().replace("?", "'" + tenant + "'");
        found.put(
            table.getKey(),
            rows(connection, "SELECT * FROM " + table.getKey() + " WHERE " + condition).stream()
                .peek(row -> row.remove("last_used_at")) // noted in the background
                .map(Map::toString)
                .sorted()
                .toList());
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a statement could find or change what is not the tenant's for which it runs. */
  boolean isUnbound(String statement) {
    boolean onlyAdds = statement.startsWith("INSERT") && !statement.contains(" FROM ");
    return touches(statement)
        && !onlyAdds
        && !OF_ALL_TENANTS.contains(statement)
        && !BOUND.matcher(statement).find();
  }

  /** The statements with which transactions come to tenants' rows, if they are unbound. */
  List<String> unboundAtFirst(List<String> statements) {
    List<String> found = new ArrayList<>();
    boolean first = true;
    for (String statement : statements) {
      if (statement.equals("BEGIN")) {
        first = true;
      } else if (first && touches(statement)) {
        first = false;
        if (isUnbound(statement) && OF_THE_ENGINE.stream().noneMatch(statement::startsWith)) {
          found.add(statement);
        }
      }
    }
    return found;
  }

  private boolean touches(String statement) {
    return TABLE
        .matcher(statement)
        .results()
        .anyMatch(found -> conditions.containsKey(found.group(1)));
  }

  private Optional<String> condition(Connection connection, String table) throws SQLException {
    if (!conditions.containsKey(table)) {
      Optional<String> found =
          table.equals("tenants") ? Optional.of("id = ?") : derived(connection, table);
      found.ifPresent(condition -> conditions.put(table, condition));
    }
    return Optional.ofNullable(conditions.get(table));
  }

  private Optional<String> derived(Connection connection, String table) throws SQLException {
    for (Map<String, String> column :
        rows(connection, "SELECT name FROM pragma_table_info('" + table + "')")) {
      if (column.containsValue(NAME)) {
        return Optional.of(NAME + " = ?");
      }
    }
    for (Reference parent : references(connection, table)) {
      Optional<String> found = condition(connection, parent.table());
      if (found.isPresent()) {
        return Optional.of(
            "%s IN (SELECT %s FROM %s WHERE %s)"
                .formatted(parent.column(), parent.to(), parent.table(), found.get()));
      }
    }
    return Optional.empty();
  }

  private static List<Reference> references(Connection connection, String table)
      throws SQLException {
    return rows(connection, "SELECT * FROM pragma_foreign_key_list('" + table + "')").stream()
        .map(
            row ->
                new Reference(
                    row.getOrDefault("from", ""),
                    row.getOrDefault("table", ""),
                    row.getOrDefault("to", "")))
        .filter(reference -> !reference.table().equals(table))
        .toList();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database);
  }

  private static List<Map<String, String>> rows(Connection connection, String query)
      throws SQLException {
    List<Map<String, String>> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 1; i <= columns; i++) {
          row.put(rows.getMetaData().getColumnName(i), String.valueOf(rows.getString(i)));
        }
        found.add(row);
      }
    }
    return found;
  }
}
