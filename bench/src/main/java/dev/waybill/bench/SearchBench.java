package dev.waybill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Look-ups of events over HTTP in a large log of one tenant, one after the other. */
final class SearchBench {
  private static final int TIMES = 100;

  private final SearchClient client;

  private SearchBench(SearchClient client) {
    this.client = client;
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
        Senders.send(running, key, events);
        System.out.printf("%,d events of one tenant%n", events);
        try (var client = new SearchClient(running.address(), key)) {
          new SearchBench(client).measure(begin, Instant.now());
        }
      }
    } finally {
      IngestBench.delete(folder);
    }
  }

  private void measure(Instant begin, Instant end) throws Exception {
    Instant middle = begin.plus(Duration.between(begin, end).dividedBy(2));
    String window = "&from=" + middle + "&to=" + middle.plusSeconds(1);
    System.out.printf("%-44s %s%n", "", Latencies.header());
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
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      nanos.add(client.ask(query).nanos());
    }
    print(what, new Latencies(nanos));
  }

  private void follow(String what, String query) throws Exception {
    SearchClient.Search done = client.follow(query, TIMES);
    print(what + (done.complete() ? ", to the end" : ""), done.latencies());
  }

  private static void print(String what, Latencies latencies) {
    System.out.printf("%-44s %s  %d requests%n", what, latencies, latencies.count());
  }
}
