package dev.waybill.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Look-ups of events over HTTP in a large log of one tenant, one after the other. */
final class SearchBench {
  private static final int TEXTS = 20_000;
  private static final int BATCH = 1_000;
  private static final int SENDERS = 4;
  private static final int TIMES = 100;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final URI server;
  private final String key;

  private SearchBench(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  static void run(int events) throws Exception {
    Path folder = Files.createTempDirectory("waybill-bench");
    try {
      System.out.println("search: " + Machine.describe());
      try (var running =
              ServerProcess.start(folder.resolve("data"), folder.resolve("exports"), List.of());
          var api = new Api(running.address(), running.operatorKey())) {
        String key = api.key("INGEST", "READ");
        Instant begin = Instant.now();
        send(running, key, events);
        System.out.printf("%,d events of one tenant%n", events);
        new SearchBench(running.address(), key).measure(begin, Instant.now());
      }
    } finally {
      IngestBench.delete(folder);
    }
  }

  private static void send(ServerProcess server, String key, int events) throws Exception {
    var bodies = new SampleBodies(TEXTS, System.currentTimeMillis() - 3_600_000, 100);
    Senders.inParallel(
        SENDERS,
        events / BATCH,
        () -> {
          var connection = new Connection(server.port(), key);
          return () -> connection.post(bodies.next(BATCH));
        });
  }

  private void measure(Instant begin, Instant end) throws Exception {
    Instant middle = begin.plus(java.time.Duration.between(begin, end).dividedBy(2));
    String window = "&from=" + middle + "&to=" + middle.plusSeconds(1);
    System.out.printf("%-44s %9s %9s %9s%n", "", "p50 ms", "p95 ms", "max ms");
    repeat("the 100 newest", "limit=100");
    repeat("the 100 newest of a second in the middle", "limit=100" + window);
    repeat("the 100 oldest", "limit=100&order=asc");
    repeat("the 20 newest of an actor", "limit=20&actor=u-1000");
    follow("a word that occurs nowhere", "text=nowhere-to-be-found");
    follow("a word that occurs nowhere, oldest first", "text=nowhere-to-be-found&order=asc");
    follow("a kind that occurs nowhere", "kind=CUSTOM");
  }

  /** The same again and again. */
  private void repeat(String what, String query) throws Exception {
    long[] nanos = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      nanos[i] = ask(query).nanos();
    }
    print(what, nanos);
  }

  /** Goes on by cursor, until everything was looked at or long enough. */
  private void follow(String what, String query) throws Exception {
    List<Long> nanos = new ArrayList<>();
    Answer answer = ask(query);
    while (!answer.complete() && nanos.size() < TIMES) {
      nanos.add(answer.nanos());
      answer = ask(query + "&cursor=" + answer.cursor());
    }
    nanos.add(answer.nanos());
    print(
        what + (answer.complete() ? ", to the end" : ""),
        nanos.stream().mapToLong(Long::longValue).toArray());
  }

  private static void print(String what, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    System.out.printf(
        "%-44s %9.1f %9.1f %9.1f  %d requests%n",
        what,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) Math.ceil(sorted.length * 0.95) - 1] / 1e6,
        sorted[sorted.length - 1] / 1e6,
        sorted.length);
  }

  private record Answer(long nanos, String cursor, boolean complete) {}

  private Answer ask(String query) throws Exception {
    var request =
        HttpRequest.newBuilder(server.resolve("/api/audit/events?" + query))
            .header("Authorization", "Bearer " + key)
            .build();
    long start = System.nanoTime();
    var answer = http.send(request, BodyHandlers.ofByteArray());
    long nanos = System.nanoTime() - start;
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(query + " answered " + answer.statusCode());
    }
    JsonNode body = json.readTree(answer.body());
    return new Answer(nanos, body.path("cursor").asString(), body.path("complete").asBoolean());
  }
}
