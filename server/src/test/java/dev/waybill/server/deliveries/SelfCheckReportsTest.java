package dev.waybill.server.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.Samples;
import dev.waybill.export.SelfCheckResult;
import dev.waybill.export.SelfCheckResult.Difference;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SelfCheckReportsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SelfCheckReports reports = new SelfCheckReports(registry);
  private final Logger logger = (Logger) LoggerFactory.getLogger(SelfCheckReports.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ExportJob job = job();

  private static ExportJob job() {
    ExportConfiguration configuration =
        Samples.configuration(Samples.integration(Samples.TENANT, Samples.location("archive")));
    return Samples.job(configuration, Samples.stream(configuration));
  }

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void countsWhatIsSameWithoutAWord() {
    reports.checked(job, new SelfCheckResult.Same());
    reports.checked(job, new SelfCheckResult.Same());
    reports.checked(job, new SelfCheckResult.Skipped());

    assertCounts(Map.of("same", 2, "skipped", 1, "different", 0, "failed", 0));
    assertThat(log.list).isEmpty();
  }

  @Test
  void logsEachDifferenceAsAnErrorOfOurs() {
    reports.checked(
        job,
        new SelfCheckResult.Different(
            List.of(new Difference("events.count", "5", "6"), new Difference("filter", "a", "b")),
            9));

    assertCounts(Map.of("same", 0, "skipped", 0, "different", 1, "failed", 0));
    String start = "Job 1 of stream " + job.stream();
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            start + " is not what the event log says: events.count should be 5 and is 6",
            start + " is not what the event log says: filter should be a and is b",
            start + " has 7 more differences");
    assertThat(log.list)
        .allSatisfy(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.ERROR);
              assertThat(line.getMDCPropertyMap())
                  .isEqualTo(
                      Map.of(
                          "tenant",
                          "acme",
                          "configuration",
                          job.configuration().toString(),
                          "job",
                          job.id().toString(),
                          "fault",
                          "OURS"));
            });
  }

  @Test
  void logsWhatCouldNotBeLookedAt() {
    reports.failed(job.id(), new IllegalStateException("a broken row"));

    assertCounts(Map.of("same", 0, "skipped", 0, "different", 0, "failed", 1));
    assertThat(log.list)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.ERROR);
              assertThat(line.getFormattedMessage()).contains(job.id().toString());
              assertThat(line.getThrowableProxy().getMessage()).isEqualTo("a broken row");
            });
  }

  private void assertCounts(Map<String, Integer> expected) {
    expected.forEach(
        (outcome, count) ->
            assertThat(
                    registry.get("waybill.self.checks").tag("outcome", outcome).counter().count())
                .as(outcome)
                .isEqualTo(count.doubleValue()));
  }
}
