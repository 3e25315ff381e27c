package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.export.BackfillCounter;
import dev.waybill.export.Backfills;
import dev.waybill.export.EngineListener;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Backfills as a tenant's administrator asks for them. Each test's export starts when it is made.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackfillApiTest {
  private static final String FIELDS =
      "{ id configurationId status from to prefix events { done total } bytes { done total } percent"
          + " failure { fault stage code message advice } nextAttemptAt createdAt finishedAt }";

  private final ApiFixture api;

  BackfillApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterAll
  void close() {
    api.close();
  }

  /** A tenant with one export, and the window in which it received three events before that. */
  private final class World {
    final ApiFixture.Tenant tenant = api.tenant();
    final String from = api.time.now().toString();
    final String export;
    final String to;

    World() {
      for (String id : List.of("a", "b", "c")) {
        receive(id);
      }
      to = api.time.now().toString();
      export =
          tenant
              .data(
                  """
                  mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR
                    root: "%s" path: "p" startFrom: "NOW" }) { id } }
                  """
                      .formatted(api.root))
              .at("/createDirectoryExportConfiguration/id")
              .asString();
    }

    void receive(String id) {
      assertThat(api.log.append(EventBatches.of(tenant.id, id), ConflictPolicy.REJECT_EVENT))
          .isInstanceOf(AppendOutcome.class);
      api.time.advance(Duration.ofSeconds(1));
    }

    String mutation(String from, String to, String more) {
      return "mutation { backfill(configurationId: \"%s\" from: \"%s\" to: \"%s\" %s) %s }"
          .formatted(export, from, to, more, FIELDS);
    }

    JsonNode backfill(String more) {
      return tenant.data(mutation(from, to, more)).get("backfill");
    }

    JsonNode show(JsonNode backfill) {
      return tenant
          .data(
              "{ exportBackfill(id: \"%s\") %s }".formatted(backfill.get("id").asString(), FIELDS))
          .get("exportBackfill");
    }

    JsonNode cancel(JsonNode backfill) {
      return tenant
          .data(
              "mutation { cancelBackfill(id: \"%s\") %s }"
                  .formatted(backfill.get("id").asString(), FIELDS))
          .get("cancelBackfill");
    }

    void deliver() {
      do {
        api.deliver();
      } while (api.engine.planDue() > 0);
    }

    long lines(String folder) throws IOException {
      Path events = api.root.resolve(tenant.id.value()).resolve(folder).resolve("events");
      if (!Files.exists(events)) {
        return 0;
      }
      try (Stream<Path> files = Files.walk(events)) {
        return files.filter(Files::isRegularFile).count();
      }
    }
  }

  @Test
  void deliversWhatCameBeforeTheStart() throws IOException {
    World world = new World();

    JsonNode made = world.backfill("");

    assertThat(made.get("status").asString()).isEqualTo("RUNNING");
    assertThat(made.get("configurationId").asString()).isEqualTo(world.export);
    assertThat(made.get("from").asString()).isEqualTo(world.from);
    assertThat(made.get("to").asString()).isEqualTo(world.to);
    assertThat(made.get("prefix").isNull()).isTrue();
    assertThat(made.get("createdAt").asString()).isEqualTo(api.time.now().toString());
    world.deliver();
    JsonNode done = world.show(made);
    assertThat(done.get("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(done.get("percent").asInt()).isEqualTo(100);
    assertThat(done.at("/events/done").asLong()).isEqualTo(3);
    assertThat(done.get("finishedAt").asString()).isEqualTo(api.time.now().toString());
    assertThat(world.lines("p")).isPositive();
    JsonNode same = world.backfill("");
    assertThat(same.get("id")).isEqualTo(made.get("id"));
    assertThat(same.get("status").asString()).isEqualTo("SUCCEEDED");
  }

  @Test
  void showsTheTotalOnceItIsCounted() {
    World world = new World();
    JsonNode made = world.backfill("prefix: \"again\"");
    BackfillCounter counter =
        new BackfillCounter(api.log, api.controlPlane.backfills(), api.time, EngineListener.NONE);
    boolean more = true;
    while (more) {
      more = counter.countNext(() -> false);
    }

    JsonNode counted = world.show(made);

    assertThat(counted.at("/events/total").asLong()).isEqualTo(3);
    assertThat(counted.at("/bytes/total").asLong()).isPositive();
    assertThat(counted.get("percent").asInt()).isZero();
    assertThat(counted.at("/events/done").asLong()).isZero();
  }

  @Test
  void aPrefixGivesASecondCopyElsewhere() throws IOException {
    World world = new World();
    world.backfill("");
    JsonNode second = world.backfill("prefix: \"/again/2026/\"");
    assertThat(second.get("prefix").asString()).isEqualTo("again/2026");

    world.deliver();

    assertThat(world.lines("p/again/2026")).isEqualTo(world.lines("p")).isPositive();
  }

  @Test
  void cancelledItStopsAndAskedForAgainItGoesOn() {
    World world = new World();
    JsonNode made = world.backfill("prefix: \"again\"");
    api.engine.planDue();

    JsonNode cancelled = world.cancel(made);

    assertThat(cancelled.get("status").asString()).isEqualTo("CANCELLED");
    assertThat(world.cancel(made).get("finishedAt")).isEqualTo(cancelled.get("finishedAt"));
    world.deliver();
    assertThat(world.show(made).at("/events/done").asLong()).isZero();
    JsonNode again = world.backfill("prefix: \"again\"");
    assertThat(again.get("id")).isEqualTo(made.get("id"));
    assertThat(again.get("status").asString()).isEqualTo("RUNNING");
    world.deliver();
    assertThat(world.show(made).get("status").asString()).isEqualTo("SUCCEEDED");
    JsonNode error =
        world.tenant.error(
            "mutation { cancelBackfill(id: \"%s\") { id } }".formatted(made.get("id").asString()));
    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
  }

  @Test
  void listsBackfillsAndTheirJobsInPages() {
    World world = new World();
    JsonNode first = world.backfill("prefix: \"one\"");
    api.time.advance(Duration.ofSeconds(1));
    JsonNode second = world.backfill("prefix: \"two\"");
    world.deliver();

    JsonNode page = page(world, "first: 1");
    assertThat(page.at("/nodes/0/id")).isEqualTo(second.get("id"));
    assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    String cursor = page.at("/pageInfo/endCursor").asString();
    JsonNode rest = page(world, "first: 1 after: \"" + cursor + "\"");
    assertThat(rest.at("/nodes/0/id")).isEqualTo(first.get("id"));
    assertThat(rest.at("/pageInfo/hasNextPage").asBoolean()).isFalse();

    JsonNode jobs =
        world
            .tenant
            .data(
                "{ exportBackfillJobs(backfillId: \"%s\") { nodes { id sequence status eventCount objects { key } } pageInfo { hasNextPage endCursor } } }"
                    .formatted(first.get("id").asString()))
            .get("exportBackfillJobs");
    assertThat(jobs.get("nodes")).hasSize(1);
    assertThat(jobs.at("/nodes/0/sequence").asLong()).isEqualTo(1);
    assertThat(jobs.at("/nodes/0/objects/0/key").asString())
        .startsWith("events/")
        .contains(first.get("id").asString().replace("-", "").substring(0, 12));
    String jobId = jobs.at("/nodes/0/id").asString();
    JsonNode regular =
        world.tenant.data(
            "{ exportJobs(configurationId: \"%s\") { nodes { id } pageInfo { endCursor } } exportJob(id: \"%s\") { status } }"
                .formatted(world.export, jobId));
    assertThat(regular.at("/exportJobs/nodes").toString()).doesNotContain(jobId);
    assertThat(regular.at("/exportJob/status").asString()).isEqualTo("SUCCEEDED");
  }

  private static JsonNode page(World world, String more) {
    return world
        .tenant
        .data(
            "{ exportBackfills(configurationId: \"%s\" %s) { nodes { id } pageInfo { hasNextPage endCursor } } }"
                .formatted(world.export, more))
        .get("exportBackfills");
  }

  @Test
  void withoutAPrefixNamesTheLatestEnd() {
    World world = new World();
    world.receive("later");

    JsonNode error = world.tenant.error(world.mutation(world.from, api.time.now().toString(), ""));

    assertRefused(
        error,
        "BAD_REQUEST",
        "to",
        "where the export began: to is at most " + afterAMillisecond(world.to));
  }

  @Test
  void beforeTheBeginningThereIsNothing() {
    World world = new World();
    String beginning =
        world
            .tenant
            .data(
                """
                mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR
                  root: "%s" path: "q" startFrom: "BEGINNING" }) { id } }
                """
                    .formatted(api.root))
            .at("/createDirectoryExportConfiguration/id")
            .asString();

    JsonNode error =
        world.tenant.error(
            world.mutation(world.from, world.to, "").replace(world.export, beginning));

    assertRefused(error, "BAD_REQUEST", "to", "there is nothing before it");
  }

  @Test
  void anOverlapNamesTheOther() {
    World world = new World();
    String id = world.backfill("prefix: \"again\"").get("id").asString();

    JsonNode error =
        world.tenant.error(world.mutation("2026-01-01T00:00:00Z", world.to, "prefix: \"again\""));

    assertRefused(error, "CONFLICT", "from", id);
    assertThat(error.get("message").asString()).contains(world.from, world.to);
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday, 2026-11-20T14:00:00Z, from, such as",
    "2026-11-20T13:00:00Z, '', to, such as",
    "2026-11-20T13:00:00, 2026-11-20T14:00:00Z, from, such as",
    "1969-12-31T23:59:59Z, 2026-11-20T14:00:00Z, from, before 1970",
    "2026-11-20T13:00:00Z, 2026-11-20T13:00:00Z, to, later than from",
    "2026-11-20T13:00:00.0001Z, 2026-11-20T13:00:00.0009Z, to, later than from",
    "2026-11-20T15:00:00+01:00, 2026-11-20T13:59:00Z, to, later than from",
    "2026-11-20T13:00:00Z, 2126-01-01T00:00:00Z, to, in the future: it is at most",
    "2026-11-20T13:00:00Z, +999999999-01-01T00:00:00Z, to, in the future",
    "-999999999-01-01T00:00:00Z, 2026-11-20T13:00:00Z, from, before 1970"
  })
  void refusesAWindowThatIsNone(String from, String to, String field, String words) {
    World world = new World();

    assertRefused(
        world.tenant.error(world.mutation(from, to, "prefix: \"x\"")), "BAD_REQUEST", field, words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a//b", "../up", "a/./b", "tab\\there", "events", "a/events", "_waybill"})
  void refusesABadPrefix(String prefix) {
    World world = new World();

    JsonNode error =
        world.tenant.error(world.mutation(world.from, world.to, "prefix: \"" + prefix + "\""));

    assertRefused(error, "BAD_REQUEST", "prefix", "");
  }

  @Test
  void refusesAPrefixThatIsTooLongForThePath() {
    World world = new World();
    for (int length : List.of(511, 513)) {
      JsonNode error =
          world.tenant.error(
              world.mutation(world.from, world.to, "prefix: \"" + "x".repeat(length) + "\""));
      assertRefused(error, "BAD_REQUEST", "prefix", "");
    }
  }

  @Test
  void refusesMoreThanMayBeUnderWay() {
    World world = new World();
    for (int i = 0; i < Backfills.MOST_OPEN; i++) {
      world.backfill("prefix: \"copy-" + i + "\"");
    }

    JsonNode error =
        world.tenant.error(world.mutation(world.from, world.to, "prefix: \"one-more\""));

    assertRefused(error, "CONFLICT", "configurationId", "wait for the end of one, or cancel one.");
  }

  @Test
  void whatIsAnothersIsNotFound() {
    World world = new World();
    String id = world.backfill("").get("id").asString();
    ApiFixture.Tenant stranger = api.tenant();
    for (String document :
        List.of(
            world.mutation(world.from, world.to, ""),
            "mutation { cancelBackfill(id: \"%s\") { id } }".formatted(id),
            "{ exportBackfill(id: \"%s\") { id } }".formatted(id),
            "{ exportBackfillJobs(backfillId: \"%s\") { nodes { id } } }".formatted(id),
            "{ exportBackfills(configurationId: \"%s\") { nodes { id } } }"
                .formatted(world.export))) {
      assertThat(stranger.error(document).at("/extensions/code").asString()).isEqualTo("NOT_FOUND");
      assertThat(
              world
                  .tenant
                  .error(document.replace(id, "x").replace(world.export, "x"))
                  .at("/extensions/code")
                  .asString())
          .isEqualTo("NOT_FOUND");
    }
  }

  @Test
  void asksForThePermissionToChange() {
    World world = new World();
    JsonNode made = world.backfill("prefix: \"again\"");
    Map<String, String> reader = Map.of(TestApi.PERMISSION, "AUDIT_READ");

    JsonNode refused =
        ApiFixture.onlyError(
            world.tenant.post(world.mutation(world.from, world.to, ""), Map.of(), reader));
    assertThat(refused.at("/extensions/code").asString()).isEqualTo("FORBIDDEN");
    assertThat(
            world
                .tenant
                .post(
                    "{ exportBackfill(id: \"%s\") { id } }".formatted(made.get("id").asString()),
                    Map.of(),
                    reader)
                .at("/data/exportBackfill/id"))
        .isEqualTo(made.get("id"));
  }

  @Test
  void theSchemaShowsBackfills() {
    assertThat(api.schema())
        .contains("backfill(configurationId: ID!")
        .contains("cancelBackfill(id: ID!)")
        .contains("type ExportBackfill {");
  }

  private static String afterAMillisecond(String time) {
    return Instant.parse(time).plusMillis(1).toString();
  }

  private static void assertRefused(JsonNode error, String code, String field, String words) {
    assertThat(error.at("/extensions/code").asString()).as(error.toString()).isEqualTo(code);
    assertThat(error.at("/extensions/field").asString()).as(error.toString()).isEqualTo(field);
    assertThat(error.get("message").asString()).contains(words);
  }
}
