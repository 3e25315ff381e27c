package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.server.documentation.Documents;
import dev.waybill.server.graphql.SentEvents.Sent;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation's queries, asked of a real export; only place and time are made to fit. */
class DocumentedQueriesIT {
  private static final String EVENT_NAME = "\"eventName\":\"";

  private final TestingServer server = TestingServer.shared();
  private final TestingTenant tenant = server.newTenant();
  private final Path folder = server.exports().resolve(tenant.id());

  @Test
  void readmeCountsTheEventsOfAnHour() throws SQLException {
    List<Sent> sent = export();
    Sent late = late(sent);

    assertThat(counts(Documents.block("README.md", "sql"), late))
        .isEqualTo(expected(sent, each -> each.time().equals(late.time())));
  }

  @Test
  void layoutCountsTheQueriesOfAnHour() throws SQLException {
    List<Sent> sent = export();
    Sent late = late(sent);
    String query = Documents.block("docs/spec/object-layout-v1.md", "sql");
    assertThat(query).contains("'s3://bucket/path/");

    assertThat(counts(query.replace("s3://bucket/path/", "audit/"), late))
        .isEqualTo(
            expected(
                sent, each -> each.time().equals(late.time()) && each.kind() == EventKind.QUERY));
  }

  private List<Sent> export() {
    List<Sent> sent = SentEvents.send(tenant, 60);
    GraphQlClient client = new GraphQlClient(tenant);
    String id =
        client
            .data(
                "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\" path: \"audit\" }) { id } }"
                    .formatted(server.exports()))
            .get("id")
            .asString();
    client.run(id);
    return sent;
  }

  /** An event of an hour that ended long ago, so that no other event shares it by chance. */
  private static Sent late(List<Sent> sent) {
    return sent.stream().min((one, other) -> one.time().compareTo(other.time())).orElseThrow();
  }

  private static Map<String, Long> expected(List<Sent> sent, Predicate<Sent> chosen) {
    return sent.stream()
        .filter(chosen)
        .map(each -> each.line().substring(each.line().indexOf(EVENT_NAME) + EVENT_NAME.length()))
        .collect(
            Collectors.groupingBy(
                rest -> rest.substring(0, rest.indexOf('"')), TreeMap::new, Collectors.counting()));
  }

  private Map<String, Long> counts(String query, Sent at) throws SQLException {
    assertThat(query).contains("dt = '2026-11-20' AND hour = '14'");
    String fitting =
        query.replace("2026-11-20", at.utc("yyyy-MM-dd")).replace("'14'", "'" + at.utc("HH") + "'");
    var counts = new TreeMap<String, Long>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("SET file_search_path = '" + folder + "'");
      try (ResultSet rows = statement.executeQuery(fitting)) {
        while (rows.next()) {
          counts.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return counts;
  }
}
