package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ConfigurationId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoursApiTest {
  private final ApiFixture api;
  private final ApiFixture.Tenant tenant;

  HoursApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
    tenant = api.tenant();
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void showsWhatWasAcceptedAndWhatWasDelivered() {
    String id = export();
    api.append(tenant, "one");
    api.append(tenant, "two");
    Instant hour = api.time.now().truncatedTo(ChronoUnit.HOURS);
    assertThat(api.engine.run(new ConfigurationId(UUID.fromString(id)))).isPresent();
    api.deliver();
    String window = window(hour, hour.plus(Duration.ofHours(1)));

    JsonNode answer =
        tenant.data(
            """
            { deliveredByHour(%1$s) { hour events storedBytes }
              ofOne: deliveredByHour(configurationId: "%2$s" %1$s) { hour events storedBytes }
              acceptedByHour(%1$s) { hour events }
              exportJobs(configurationId: "%2$s") { nodes { eventCount objects { storedBytes } } } }
            """
                .formatted(window, id));

    assertThat(answer.at("/deliveredByHour")).hasSize(1).isEqualTo(answer.at("/ofOne"));
    assertThat(answer.at("/ofOne/0/hour").asString()).isEqualTo(hour.toString());
    assertThat(answer.at("/ofOne/0/events")).isEqualTo(answer.at("/exportJobs/nodes/0/eventCount"));
    assertThat(answer.at("/ofOne/0/storedBytes").asLong())
        .isEqualTo(
            answer
                .at("/exportJobs/nodes/0/objects")
                .valueStream()
                .mapToLong(object -> object.at("/storedBytes").asLong())
                .sum())
        .isPositive();
    assertThat(answer.at("/acceptedByHour/0/hour").asString()).isEqualTo(hour.toString());
    assertThat(answer.at("/acceptedByHour/0/events").asLong()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void showsNoHourThatHasNotBegun() {
    Instant now = api.time.now();

    JsonNode hours =
        tenant
            .data(
                "{ acceptedByHour(%s) { hour } }"
                    .formatted(window(now, now.plus(Duration.ofDays(1)))))
            .at("/acceptedByHour");

    assertThat(hours.valueStream().map(hour -> Instant.parse(hour.at("/hour").asString())))
        .noneMatch(hour -> hour.isAfter(now));
  }

  @Test
  void saysWhatIsWrongWithAWindow() {
    Instant now = api.time.now();
    for (String field : new String[] {"deliveredByHour", "acceptedByHour"}) {
      assertThat(problem(field, "from: \"yesterday\" to: \"" + now + "\""))
          .isEqualTo("from is a time such as 2026-11-20T14:00:00Z.");
      assertThat(problem(field, "from: \"" + now + "\" to: \"2026-11-20\""))
          .isEqualTo("to is a time such as 2026-11-20T14:00:00Z.");
      assertThat(problem(field, window(now, now))).isEqualTo("to must be later than from.");
      assertThat(problem(field, window(now.minus(Duration.ofDays(36)), now)))
          .isEqualTo("from and to are at most 35 days apart: ask for less.");
    }
  }

  @Test
  void findsNoExportOfAnotherTenant() {
    String id = export();
    Instant now = api.time.now();
    String document =
        "{ deliveredByHour(configurationId: \"%s\" %s) { hour } }"
            .formatted(id, window(now.minus(Duration.ofHours(1)), now));

    assertThat(api.tenant().error(document).at("/extensions/code").asString())
        .isEqualTo("NOT_FOUND");
  }

  private String export() {
    return tenant
        .data(
            ("mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR"
                    + " root: \"%s\" path: \"%s\" }) { id } }")
                .formatted(api.root, UUID.randomUUID()))
        .at("/createDirectoryExportConfiguration/id")
        .asString();
  }

  private String problem(String field, String window) {
    JsonNode error = tenant.error("{ %s(%s) { hour } }".formatted(field, window));
    assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    return error.get("message").asString();
  }

  private static String window(Instant from, Instant to) {
    return "from: \"%s\" to: \"%s\"".formatted(from, to);
  }
}
