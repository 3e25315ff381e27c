package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an analyst does with an export: DuckDB reads it, typed, and only the folders it needs. */
class DuckDbIT {
  private static final Pattern FILES = Pattern.compile("Total Files Read: (\\d+)");

  @Test
  void readsAnExportTypedAndOnlyWhatIsAskedFor() throws SQLException {
    TestingServer server = TestingServer.shared();
    TestingTenant tenant = server.newTenant();
    List<SentEvents.Sent> sent = SentEvents.send(tenant, 300);
    GraphQlClient client = new GraphQlClient(tenant);
    String id =
        client
            .data(
                "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\" path: \"p\" %s }) { id } }"
                    .formatted(server.exports(), SentEvents.ALONE))
            .get("id")
            .asString();
    JsonNode job = client.run(id);
    int files = job.get("objects").size();
    Path folder = server.exports().resolve(tenant.id()).resolve("p");
    SentEvents.Sent one = sent.getFirst();
    long inThatHour = sent.stream().filter(each -> each.folder().equals(one.folder())).count();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute(
          """
          CREATE VIEW events AS SELECT * FROM read_json('%s/events/**/*.ndjson.gz',
            format = 'newline_delimited', union_by_name = true, hive_partitioning = true,
            hive_types = {'dt': DATE, 'hour': BIGINT})
          """
              .formatted(folder));
      assertThat(rows(statement, "SELECT count(*), count(DISTINCT eventID) FROM events"))
          .containsExactly("300|300");
      assertThat(
              rows(
                  statement,
                  """
                  SELECT column_name, column_type FROM (DESCRIBE events) WHERE column_name IN
                    ('eventID', 'eventTime', 'responseCode', 'userIdentity', 'receivedTime', 'dt')
                  ORDER BY column_name
                  """))
          .containsExactly(
              "dt|DATE",
              "eventID|VARCHAR",
              "eventTime|BIGINT",
              "receivedTime|BIGINT",
              "responseCode|BIGINT",
              "userIdentity|STRUCT(\"type\" VARCHAR, id VARCHAR)");
      String hour =
          "FROM events WHERE kind = '%s' AND dt = DATE '%s' AND hour = %d"
              .formatted(one.kind(), one.utc("yyyy-MM-dd"), Integer.parseInt(one.utc("HH")));
      assertThat(rows(statement, "SELECT count(*) " + hour))
          .containsExactly(Long.toString(inThatHour));
      assertThat(filesRead(statement, "SELECT count(eventID) FROM events")).isEqualTo(files);
      assertThat(filesRead(statement, "SELECT count(eventID) " + hour)).isEqualTo(1);
    }
  }

  private static int filesRead(Statement statement, String query) throws SQLException {
    String plan = String.join("\n", rows(statement, "EXPLAIN ANALYZE " + query));
    Matcher read = FILES.matcher(plan);
    assertThat(read.find()).as(plan).isTrue();
    return Integer.parseInt(read.group(1));
  }

  private static List<String> rows(Statement statement, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(result.getString(column));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }
}
