package dev.waybill.server.faults;

import dev.waybill.server.process.Client;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One export, checked job by job as they are committed: by what the API lists, and what lies in the
 * store under those names.
 */
final class TestedExport {
  private static final int PAGE = 20;
  private static final int TESTS = 20;

  private final TenantBook book;
  private final String id;
  private final ExportPlan plan;
  private final StoreUnderTest store;
  private final BitSet delivered = new BitSet();
  private final Set<String> listed = new HashSet<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private long sequence;
  private String through = "";

  private TestedExport(TenantBook book, String id, ExportPlan plan, StoreUnderTest store) {
    this.book = book;
    this.id = id;
    this.plan = plan;
    this.store = store;
  }

  static TestedExport create(
      Client client, TenantBook book, ExportPlan plan, StoreUnderTest store, URI proxy)
      throws IOException, InterruptedException {
    JsonNode created = client.graphql(book.key(), plan.creation(store, proxy));
    String id = created.path("id").asString();
    // The first answers of a store that has just started may take longer than a request may.
    for (int i = 0; !created.path("connectionStatus").asString().equals("SUCCESS"); i++) {
      if (i == TESTS) {
        throw new AssertionError(created.toString());
      }
      created =
          client.graphql(
              book.key(),
              "mutation { testExportConfiguration(id: \"%s\") { connectionStatus } }"
                  .formatted(id));
    }
    return new TestedExport(book, id, plan, store);
  }

  TenantBook book() {
    return book;
  }

  String id() {
    return id;
  }

  ExportPlan plan() {
    return plan;
  }

  /** Whether its job, if it has an unfinished one, is attempted at this moment. */
  boolean isRunning(Client client) throws IOException, InterruptedException {
    return newest(client, 1).stream()
        .anyMatch(job -> job.path("status").asString().equals("RUNNING"));
  }

  /** Checks the jobs that were committed since the last call. */
  void check(Client client) throws IOException, InterruptedException {
    for (JsonNode job : newest(client, PAGE).reversed()) {
      if (job.path("sequence").asLong() > sequence
          && job.path("status").asString().equals("SUCCEEDED")) {
        checkAttempts(
            client.graphql(
                book.key(),
                "{ getAllExportJobTasks(exportJobId: \"%s\") { status failureReason } }"
                    .formatted(job.path("id").asString())));
        checkJob(job);
      }
    }
  }

  /** Has everything delivered, and checks it. */
  void finish(Client client) throws IOException, InterruptedException {
    String job = client.run(book.key(), id);
    while (!client.job(book.key(), job).path("status").asString().equals("SUCCEEDED")) {
      Thread.sleep(20);
    }
    check(client);
  }

  /** How many acknowledged events have not been delivered. */
  int missing() {
    return plan.of(book.events(), book.missingFrom(delivered)).cardinality();
  }

  /** One of them. */
  String oneMissing() {
    int number = plan.of(book.events(), book.missingFrom(delivered)).nextSetBit(0);
    return book.tenant() + "-" + number + " of export " + plan;
  }

  int deliveredCount() {
    return delivered.cardinality();
  }

  /** Its attempts by status, and failed ones by reason. */
  Map<String, Integer> attempts() {
    return attempts;
  }

  /** The objects that its committed jobs list, with the path. */
  Set<String> listed() {
    return listed;
  }

  /** Newest first; all that were not checked yet. */
  private List<JsonNode> newest(Client client, int count) throws IOException, InterruptedException {
    List<JsonNode> jobs = new ArrayList<>();
    client
        .graphql(
            book.key(),
            """
            { exportJobs(configurationId: "%s", first: %d) { nodes { id sequence status from through
              eventCount objects { key events storedBytes } failure { code } } } }\
            """
                .formatted(id, count))
        .path("nodes")
        .forEach(jobs::add);
    if (count < 5 * PAGE
        && jobs.size() == count
        && count > 1
        && jobs.getLast().path("sequence").asLong() > sequence + 1) {
      return newest(client, 5 * PAGE);
    }
    return jobs;
  }

  private void checkAttempts(JsonNode tasks) {
    for (JsonNode task : tasks) {
      String reason = task.path("failureReason").asString("");
      attempts.merge(task.path("status").asString() + " " + reason, 1, Integer::sum);
      require(!reason.contains("not ours"), "NAME_TAKEN: " + reason);
      require(!task.path("status").asString().equals("RUNNING"), "a task that never ends");
    }
  }

  private void checkJob(JsonNode job) throws IOException {
    long number = job.path("sequence").asLong();
    require(number == sequence + 1, "job " + number + " after " + sequence);
    String from = job.path("from").asString();
    require(through.isEmpty() || through.equals(from), "a gap or an overlap before job " + number);
    long events = 0;
    for (JsonNode object : job.path("objects")) {
      events += checkObject(job, object);
    }
    require(events == job.path("eventCount").asLong(), "another count than that of job " + job);
    sequence = number;
    through = job.path("through").asString();
  }

  private long checkObject(JsonNode job, JsonNode object) throws IOException {
    String key = object.path("key").asString();
    require(listed.add(plan.path(key)), "listed twice: " + key);
    Optional<byte[]> stored = store.read(plan, key);
    require(stored.isPresent(), "not there: " + key);
    require(stored.get().length == object.path("storedBytes").asLong(), "another size: " + key);
    var lines =
        new ObjectCheck(
            book, plan, key, job.path("from").asString(), job.path("through").asString());
    long events = lines.check(Objects.content(key, stored.get()), delivered);
    require(events == object.path("events").asLong(), "another number of events: " + key);
    return events;
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("export " + plan + " of " + book.tenant() + ": " + what);
    }
  }
}
