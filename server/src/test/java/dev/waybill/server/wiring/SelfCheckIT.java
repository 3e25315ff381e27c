package dev.waybill.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.waybill.export.SelfCheck;
import dev.waybill.server.deliveries.SelfCheckReports;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The real server looks at what it delivered, while somebody alters what it keeps of that. */
@Timeout(600)
class SelfCheckIT {
  private final Path folder;
  private final TestingServer server;
  private final TestingTenant tenant;
  private final Logger logger = (Logger) LoggerFactory.getLogger(SelfCheckReports.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  SelfCheckIT(@TempDir Path temporary) {
    folder = temporary.resolve("server");
    server = TestingServer.start(folder, Map.of("log.level", "ERROR"));
    tenant = server.newTenant();
    GraphQlClient graphql = new GraphQlClient(tenant);
    log.start();
    logger.addAppender(log);
    String export =
        graphql
            .data(
                "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_24_HOURS root: \"%s\" startFrom: \"BEGINNING\" eventKinds: [CUSTOM] }) { id } }"
                    .formatted(server.exports()))
            .path("id")
            .asString();
    for (int job = 1; job <= 3; job++) {
      send("{\"eventType\":\"T\",\"eventID\":\"%s\"}".formatted(job));
      graphql.run(export);
    }
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    server.close();
  }

  @Test
  void findsWhatIsAlteredAndSaysWhere() throws InterruptedException, SQLException {
    check();
    assertThat(count("same")).isEqualTo(3);
    assertThat(count("different")).isZero();

    alter("UPDATE job_objects SET bytes = bytes + 1 WHERE job_id = (%s)", 2);
    check();
    assertThat(count("different")).isEqualTo(1);
    assertThat(messages())
        .singleElement()
        .asString()
        .startsWith("Job 2 of stream ")
        .contains("history.objects[events/kind=CUSTOM/")
        .contains(".bytes should be ");

    alter(
        "UPDATE sealed_manifests SET document = CAST(replace(CAST(document AS TEXT), '\"expired\":0', '\"expired\":4') AS BLOB) WHERE job_id = (%s)",
        1);
    check();
    assertThat(messages())
        .anyMatch(line -> line.endsWith("events.expired should be 0 and is 4"))
        .anyMatch(line -> line.contains(": signature should be one by a key of this service"))
        .as("its successor names what it was")
        .anyMatch(line -> line.startsWith("Job 2 ") && line.contains(": previous should be "));

    alter("UPDATE sealed_manifests SET document = 'nonsense' WHERE job_id = (%s)", 3);
    check();
    assertThat(messages())
        .anyMatch(line -> line.startsWith("Job 3 ") && line.contains(": manifest should be "));
    assertThat(count("failed")).isZero();
  }

  @Test
  void looksByItself() {
    server.stop();
    TestingServer again = TestingServer.start(folder, Map.of("self-check.interval", "1s"));
    try {
      await().until(() -> count(again.managementClient(), "same") >= 3);
    } finally {
      again.stop();
    }
  }

  private void check() throws InterruptedException {
    server.running().context().getBean(SelfCheck.class).run();
  }

  private List<String> messages() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private double count(String outcome) {
    return count(server.managementClient(), outcome);
  }

  private static double count(TestingClient management, String outcome) {
    String metrics = management.get("/metrics").send().body();
    Matcher found =
        Pattern.compile("waybill_self_checks_total\\{outcome=\"%s\"} (.*)".formatted(outcome))
            .matcher(metrics);
    assertThat(found.find()).as(metrics).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private void alter(String sql, int sequence) throws SQLException {
    String job = "SELECT id FROM export_jobs WHERE sequence = ?";
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + server.data().resolve("control.db"));
        PreparedStatement statement = connection.prepareStatement(sql.formatted(job))) {
      statement.setInt(1, sequence);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private void send(String event) {
    assertThat(server.client().events("", event).key(tenant.newKey("INGEST")).send().status())
        .isEqualTo(200);
  }
}
