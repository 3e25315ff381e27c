package dev.waybill.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.isolation.TwoTenants.Possessions;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of two tenants calls what there is with what is the other's. Whatever it does: nothing of the
 * other's may be changed by it.
 */
abstract class IsolationDrive {
  static final String TENANT = "Waybill-Tenant";

  private static final JsonMapper JSON = new JsonMapper();

  final TwoTenants world = Shared.WORLD;
  final Possessions nobodys = Possessions.ofNobody();
  final String nobody = "t-" + UUID.randomUUID();
  final String key = world.caller.newKey("AUDIT", "READ", "INGEST");
  final String platformKey = world.server.newPlatformKey("AUDIT", "READ", "INGEST");
  final String othersReader = world.readerOfTheOther;
  final TenantTables tables = Shared.TABLES;
  private final String reader = world.caller.newKey("AUDIT_READ");
  private final List<JsonNode> eventsBefore = othersEvents();
  private final Map<String, List<String>> rowsBefore = tables.rows(world.other.id());
  private final Statements statements = Statements.record();

  /** Fills what remembers who calls, so that no call asks for it that another does not. */
  @BeforeEach
  void callOnce() {
    for (Sender sender : senders()) {
      assertThat(graphQl(sender, "{ __typename }", nobodys, "").status()).isEqualTo(200);
    }
  }

  Map<String, List<String>> rowsOfTheOther() {
    return rowsBefore;
  }

  @AfterEach
  void nothingOfTheOtherHasChanged() {
    statements.close();
    List<JsonNode> events = othersEvents();
    assertThat(tables.rows(world.other.id())).isEqualTo(rowsBefore);
    assertThat(events).isEqualTo(eventsBefore);
  }

  /** Who calls; a key of the platform names the tenant. */
  record Sender(String key, Optional<String> tenant) {}

  List<Sender> senders() {
    return List.of(own(), new Sender(reader, Optional.empty()), ofThePlatform());
  }

  Sender own() {
    return new Sender(key, Optional.empty());
  }

  Sender ofThePlatform() {
    return new Sender(platformKey, Optional.of(world.caller.id()));
  }

  Observed graphQl(Sender sender, String document, Possessions named, String idempotencyKey) {
    Map<String, String> sent = new HashMap<>(named.named());
    String filled = document.replace("{root}", world.server.exports().toString());
    for (Map.Entry<String, String> name :
        Map.of(
                "{own}", world.own.configuration(),
                "{ownIntegration}", world.own.integration(),
                "{ownBackfill}", world.own.backfill())
            .entrySet()) {
      filled = filled.replace(name.getKey(), name.getValue());
    }
    for (Map.Entry<String, String> name : sent.entrySet()) {
      filled = filled.replace(name.getKey(), name.getValue());
    }
    TestingClient.Request request =
        world
            .server
            .client()
            .post("/api/audit/graphql")
            .key(sender.key())
            .header("Content-Type", "application/json")
            .body(JSON.writeValueAsString(Map.of("query", filled)));
    sender.tenant().ifPresent(tenant -> request.header(TENANT, tenant));
    if (!idempotencyKey.isEmpty()) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    return observed(request.send(), named.equals(world.own) ? Map.of() : sent);
  }

  TestingClient.Request request(HttpListing.Listed route, Possessions named, String tenant) {
    String path = route.path().replace("{id}", tenant);
    TestingClient.Request request =
        world
            .server
            .client()
            .request(route.method(), path.replace("{keyId}", named.key()))
            .header("Content-Type", "application/json");
    return route.body().isEmpty() ? request : request.body(route.body());
  }

  Observed observed(Answer answer, Map<String, String> sent) {
    return Observed.of(answer, sent, statements);
  }

  /** What the answer should not have told. */
  List<String> told(String call, Observed answer) {
    String all = answer.headers() + answer.body();
    List<String> secrets =
        new ArrayList<>(List.of(world.word, world.other.id(), TwoTenants.IDEMPOTENCY_KEY));
    secrets.addAll(world.others.named().values());
    return secrets.stream()
        .filter(all::contains)
        .map(secret -> call + " tells " + secret + ": " + all)
        .toList();
  }

  List<String> unbound(String call, Observed answer) {
    return answer.statements().stream()
        .filter(tables::isUnbound)
        .map(statement -> call + " looks beyond its tenant: " + statement)
        .toList();
  }

  Answer search(String with, String query) {
    return world.server.client().get("/api/audit/events" + query).key(with).send();
  }

  /** But those that note, every ten minutes at most, that somebody looked at them. */
  private List<JsonNode> othersEvents() {
    Answer found = search(othersReader, "?limit=1000");
    Shared.awaitRecorded();
    return found
        .json()
        .path("events")
        .valueStream()
        .filter(event -> !event.path("eventName").asString().equals("ReadEvents"))
        .toList();
  }

  /** One for all tests of this JVM. */
  private static final class Shared {
    private static final TwoTenants WORLD = new TwoTenants();
    private static final TenantTables TABLES =
        new TenantTables(WORLD.server.data().resolve("control.db"));

    static {
      WORLD.server.client().get("/api/audit/events").key(WORLD.readerOfTheOther).send();
      awaitRecorded();
      Runtime.getRuntime().addShutdownHook(new Thread(WORLD::close));
    }

    /** What the service notes of the other's doings is in its log, and no more is to come. */
    private static void awaitRecorded() {
      await()
          .pollInSameThread() // others wait until this class is there
          .pollInterval(Duration.ofMillis(10))
          .atMost(Duration.ofMinutes(3))
          .until(() -> rows("audit_outbox").isEmpty());
    }

    private static List<String> rows(String table) {
      return TABLES.rows(WORLD.other.id()).getOrDefault(table, List.of());
    }
  }
}
