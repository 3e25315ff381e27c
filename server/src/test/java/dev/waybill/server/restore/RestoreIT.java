package dev.waybill.server.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.ExportedObjects;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import dev.waybill.server.wiring.Outcome;
import dev.waybill.verify.Code;
import dev.waybill.verify.Observation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole server loses its disk, and goes on from a backup. */
@Timeout(600)
class RestoreIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int JOBS = 40;

  @TempDir private Path folder;
  private TestingServer server;
  private String tenant;
  private String sender;
  private String admin;
  private GraphQlClient graphql;
  private String export;

  @BeforeEach
  void start() {
    server = TestingServer.start(folder, Map.of());
    TestingTenant made = server.newTenant();
    tenant = made.id();
    sender = made.newKey("INGEST");
    admin = made.newKey("AUDIT");
    graphql = new GraphQlClient(server, admin);
    export = create("audit");
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void restoresABackupTakenFortyJobsAgo() throws IOException {
    Set<String> positions = new TreeSet<>();
    for (int i = 0; i < 3; i++) {
      positions.add(send(ids("before-" + i, 5)));
      assertThat(run(export)).isEqualTo(5);
    }
    positions.add(send(ids("between", 7)));
    Path backup = backup("one");
    positions.add(send(ids("after", 3)));
    assertThat(run(export)).isEqualTo(10);
    for (int i = 1; i < JOBS; i++) {
      positions.add(send(ids("after-" + i, 3)));
      assertThat(run(export)).isEqualTo(3);
    }
    positions.add(send(ids("lost", 4)));
    String lastStream = jobs().getFirst().path("stream").asString();
    Map<Path, String> delivered = hashes();
    Map<String, Integer> arrivedBefore = arrivals();

    loseTheDisk();
    String said = restore(backup);
    startAgain();

    assertThat(said).contains("2 tenants, 1 export streams", "arrive again", "lost with the disk");
    assertThat(run(export)).isEqualTo(7);
    assertThat(hashes()).containsAllEntriesOf(delivered);
    assertNoNameAgain(delivered);
    Map<String, Integer> arrived = arrivals();
    ids("between", 7).forEach(id -> assertThat(arrived).as(id).containsEntry(id, 2));
    arrivedBefore.forEach(
        (id, times) -> {
          if (!id.startsWith("between")) {
            assertThat(arrived).as(id).containsEntry(id, times);
          }
        });
    assertThat(arrived.keySet()).noneMatch(id -> id.startsWith("lost"));

    String position = send(ids("new", 6));
    assertThat(positions).allMatch(given -> given.compareTo(position) < 0);
    assertThat(run(export)).isEqualTo(6);
    ids("new", 6).forEach(id -> assertThat(arrivals()).containsEntry(id, 1));

    List<JsonNode> jobs = jobs();
    assertThat(jobs).extracting(job -> job.path("sequence").asInt()).containsExactly(2, 1, 3, 2, 1);
    assertThat(jobs.getLast().path("stream").asString()).isEqualTo(lastStream);
    assertThat(jobs.getFirst().path("stream").asString()).isNotEqualTo(lastStream);
    assertDerivable(jobs.size());

    Map<Path, String> sinceThen = hashes();
    loseTheDisk();
    restore(backup);
    startAgain();
    assertThat(run(export)).isEqualTo(7);
    assertThat(hashes()).containsAllEntriesOf(sinceThen);
    assertNoNameAgain(sinceThen);
    ids("between", 7).forEach(id -> assertThat(arrivals()).containsEntry(id, 3));
    Verified verified = verified("audit");
    assertThat(verified.report().streams()).as("one for each life").hasSize(3);
    assertThat(verified.observations())
        .as("one for each restore")
        .extracting(Observation::code)
        .containsExactly(Code.RESTORED, Code.RESTORED);
    assertThat(verified.events())
        .isEqualTo(arrivals().values().stream().mapToInt(Integer::intValue).sum());
  }

  /** What was delivered before and after the restore follows from the log that there is now. */
  private void assertDerivable(int jobs) {
    await().until(() -> selfChecks("same") >= jobs);
    assertThat(selfChecks("different")).isZero();
    assertThat(selfChecks("failed")).isZero();
  }

  private double selfChecks(String outcome) {
    String metric = "waybill_self_checks_total{outcome=\"" + outcome + "\"} ";
    return server
        .managementClient()
        .get("/metrics")
        .send()
        .body()
        .lines()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
        .sum();
  }

  @Test
  void holdsWhatWasAcknowledgedBeforeABackupUnderHeavyUse() throws Exception {
    Set<String> acknowledged = new ConcurrentSkipListSet<>();
    AtomicBoolean enough = new AtomicBoolean();
    List<Thread> senders =
        IntStream.range(0, 3)
            .mapToObj(
                number ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              for (int i = 0; !enough.get(); i++) {
                                List<String> ids = ids("s" + number + "-" + i, 50);
                                send(ids);
                                acknowledged.addAll(ids);
                              }
                            }))
            .toList();
    Thread exporter =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!enough.get()) {
                    run(export);
                  }
                });
    await().until(() -> acknowledged.size() > 2_000);

    Set<String> before = Set.copyOf(acknowledged);
    Path backup = backup("one");
    int after = acknowledged.size();
    await().until(() -> acknowledged.size() > after + 500);
    enough.set(true);
    for (Thread thread : senders) {
      thread.join();
    }
    exporter.join();
    Map<Path, String> delivered = hashes();
    loseTheDisk();
    restore(backup);
    startAgain();
    run(export);

    assertThat(hashes()).containsAllEntriesOf(delivered);
    assertThat(arrivals().keySet()).containsAll(before);
    String whole = create("whole");
    run(whole);
    Map<String, Integer> held = objects("whole").times();
    assertThat(held.keySet()).containsAll(before);
    assertThat(held.values()).allMatch(times -> times == 1);
    assertThat(verified("audit").report().streams()).hasSize(2);
    assertThat(verified("whole").events()).isEqualTo(held.size());
  }

  @Test
  void signsWithTheKeysOfTheBackup() throws IOException {
    rotateTheSigningKey();
    String keys = signingKeys();
    Path backup = backup("one");
    rotateTheSigningKey();
    assertThat(signingKeys()).isNotEqualTo(keys);

    loseTheDisk();
    restore(backup);
    startAgain();

    assertThat(signingKeys()).isEqualTo(keys);
  }

  private void rotateTheSigningKey() {
    Answer answer =
        server.client().post("/api/admin/signing-keys/rotate").key(server.operatorKey()).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private String signingKeys() {
    return server.client().get("/.well-known/jwks.json").send().body();
  }

  private Verified verified(String path) {
    return Verified.place(
        server.exports().resolve(tenant).resolve(path),
        server.client().get(Verified.KEYS).send().json());
  }

  private String create(String path) {
    return graphql
        .data(
            """
            mutation { createDirectoryExportConfiguration(data: { interval: EVERY_24_HOURS
              root: "%s" path: "%s" startFrom: "BEGINNING" eventKinds: [CUSTOM] }) { id } }
            """
                .formatted(server.exports(), path))
        .path("id")
        .asString();
  }

  private static List<String> ids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
  }

  /** The position of the last. */
  private String send(List<String> ids) {
    String[] lines =
        ids.stream()
            .map("{\"eventID\":\"%s\",\"eventType\":\"T\",\"eventDetails\":\"d\"}"::formatted)
            .toArray(String[]::new);
    Answer answer = server.client().events("", lines).key(sender).send();
    assertThat(answer.json().path("accepted").asInt()).as(answer.body()).isEqualTo(ids.size());
    return answer.text("position");
  }

  /** How many events were delivered. */
  private int run(String configuration) {
    return graphql.run(configuration).path("eventCount").asInt();
  }

  private List<JsonNode> jobs() {
    List<JsonNode> jobs = new ArrayList<>();
    String after = "";
    do {
      JsonNode page =
          graphql.data(
              """
              { exportJobs(configurationId: "%s", first: 2 %s) {
                nodes { stream sequence } pageInfo { hasNextPage endCursor } } }
              """
                  .formatted(export, after));
      page.path("nodes").forEach(jobs::add);
      after =
          page.path("pageInfo").path("hasNextPage").asBoolean()
              ? "after: \"" + page.path("pageInfo").path("endCursor").asString() + "\""
              : "";
    } while (!after.isEmpty());
    return jobs;
  }

  private Path backup(String name) {
    Path target = folder.resolve("backups").resolve(name);
    Answer started =
        server
            .client()
            .post("/api/admin/backups")
            .key(server.operatorKey())
            .body(
                JSON.writeValueAsString(
                    Map.of("directory", target.toString(), "includeKeys", true)))
            .send();
    assertThat(started.status()).as(started.body()).isEqualTo(202);
    await()
        .until(
            () ->
                server
                    .client()
                    .get("/api/admin/backups/" + started.text("id"))
                    .key(server.operatorKey())
                    .send()
                    .text("status"),
            "SUCCEEDED"::equals);
    return target;
  }

  private void loseTheDisk() throws IOException {
    server.stop();
    try (Stream<Path> all = Files.walk(server.data())) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void startAgain() {
    server = TestingServer.start(folder, Map.of("self-check.interval", "1s"));
    graphql = new GraphQlClient(server, admin);
  }

  /** What the command said. */
  private String restore(Path backup) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, UTF_8);

    Outcome outcome =
        new RestoreCommand(Map.of(), InstantSource.system(), print, print)
            .run(List.of(backup.toString(), "--data-directory", server.data().toString()));

    assertThat(outcome).as(out.toString(UTF_8)).isEqualTo(Outcome.DONE);
    return out.toString(UTF_8);
  }

  /** What every object of the tenant consists of. */
  private Map<Path, String> hashes() {
    return objects("").hashes();
  }

  /** Nothing that came since has a name that was given before, in whichever folder. */
  private void assertNoNameAgain(Map<Path, String> before) {
    Set<Path> since = new TreeSet<>(hashes().keySet());
    since.removeAll(before.keySet());

    assertThat(since).isNotEmpty();
    assertThat(names(since)).doesNotContainAnyElementsOf(names(before.keySet()));
  }

  private static List<String> names(Set<Path> objects) {
    return objects.stream().map(object -> String.valueOf(object.getFileName())).toList();
  }

  /** How often each event is there. */
  private Map<String, Integer> arrivals() {
    return objects("audit").times();
  }

  private ExportedObjects objects(String path) {
    return new ExportedObjects(server.exports().resolve(tenant).resolve(path));
  }
}
