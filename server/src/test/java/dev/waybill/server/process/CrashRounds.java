package dev.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Verified;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Rounds of {@code kill -9}, and what must hold after them. */
final class CrashRounds {
  private static final int EVENTS_PER_REQUEST = 2_000;
  private static final long HOUR = 3_600_000;

  /** The events of each round lie in as many hours. */
  private static final int OBJECTS_PER_JOB = 48;

  /**
   * A machine may be so slow that the kill comes too late each time; then there are more rounds.
   */
  private static final int MOST_ROUNDS = 50;

  private static final int LOOKS_BETWEEN_QUESTIONS = 100;

  private static final Set<String> UNDER_WAY = Set.of("PLANNED", "RUNNING", "SUCCEEDED");

  private CrashRounds() {}

  /** Every acknowledged event is delivered exactly once, and nothing that nobody sent. */
  static void duringIngest(Path folder, int rounds, long seed)
      throws IOException, InterruptedException {
    var crash = new IngestCrash(folder, seed);
    for (int round = 0; round < rounds; round++) {
      crash.round();
    }
    Verified verified;
    try (var server = ServerProcess.start(folder, List.of());
        var client = new Client(server)) {
      crash.settle(client);
      String export = client.createExport(crash.key(), folder);
      client.runUntilNothingIsLeft(crash.key(), export);
      verified = Verified.place(Client.place(folder), client.publicKeys());
    }
    DeliveredIds delivered = DeliveredIds.in(ServerProcess.exports(folder));
    assertThat(crash.acknowledged()).as("seed %d", seed).hasSizeGreaterThan(rounds);
    assertThat(delivered.missing(crash.acknowledged())).as("lost, seed %d", seed).isEmpty();
    assertThat(delivered.repeated()).as("delivered twice, seed %d", seed).isEmpty();
    assertThat(delivered.strangers(crash.sent())).as("never sent, seed %d", seed).isEmpty();
    assertThat(verified.events()).as("seed %d", seed).isEqualTo(delivered.times().size());
  }

  /** The export is killed at random moments; more events come in between. */
  static void duringExport(Path folder, int rounds, int requestsPerRound, long seed)
      throws IOException, InterruptedException {
    var random = new Random(seed);
    var sent = new HashSet<String>();
    String key;
    String export;
    try (var server = ServerProcess.start(folder, List.of());
        var client = new Client(server)) {
      key = client.createTenant(folder);
      export = client.createExport(key, folder);
    }
    Path exports = ServerProcess.exports(folder);
    int killedAtWork = 0;
    for (int round = 0; round < rounds || (killedAtWork == 0 && round < MOST_ROUNDS); round++) {
      ServerProcess server = ServerProcess.start(folder, List.of());
      try (var client = new Client(server)) {
        for (int request = 0; request < requestsPerRound; request++) {
          send(client, key, sent);
        }
        int before = DeliveredIds.objects(exports).size();
        int target = random.nextInt(OBJECTS_PER_JOB);
        awaitObjects(exports, before + target, client, key, client.run(key, export));
        server.kill();
        int put = DeliveredIds.objects(exports).size() - before;
        killedAtWork += put > 0 && put < OBJECTS_PER_JOB ? 1 : 0;
      }
    }
    Verified verified;
    try (var server = ServerProcess.start(folder, List.of());
        var client = new Client(server)) {
      client.runUntilNothingIsLeft(key, export);
      verified = Verified.place(Client.place(folder), client.publicKeys());
    }
    DeliveredIds delivered = DeliveredIds.in(exports);
    assertThat(killedAtWork).as("kills in the middle of a job, seed %d", seed).isPositive();
    assertThat(delivered.missing(sent)).as("lost, seed %d", seed).isEmpty();
    assertThat(delivered.repeated()).as("delivered twice, seed %d", seed).isEmpty();
    assertThat(delivered.strangers(sent)).as("never sent, seed %d", seed).isEmpty();
    assertThat(verified.events()).as("seed %d", seed).isEqualTo(sent.size());
  }

  /** A job that is done early has fewer; then the kill comes between two jobs. */
  private static void awaitObjects(Path exports, int count, Client client, String key, String job)
      throws IOException, InterruptedException {
    boolean done = false;
    for (int look = 1; DeliveredIds.objects(exports).size() < count && !done; look++) {
      Thread.sleep(1);
      if (look % LOOKS_BETWEEN_QUESTIONS == 0) {
        String status = client.job(key, job).path("status").asString();
        assertThat(status).as("of the job that is to be killed").isIn(UNDER_WAY);
        done = status.equals("SUCCEEDED");
      }
    }
  }

  private static void send(Client client, String key, Set<String> sent)
      throws IOException, InterruptedException {
    long first = sent.size();
    long now = System.currentTimeMillis();
    String lines =
        LongStream.range(first, first + EVENTS_PER_REQUEST)
            .mapToObj(
                number ->
                    "{\"eventID\":\"event-%d\",\"eventType\":\"LOGIN\",\"eventTime\":%d,\"eventDetails\":\"%s\"}"
                        .formatted(number, now - number % OBJECTS_PER_JOB * HOUR, "x".repeat(400)))
            .collect(Collectors.joining("\n"));
    var answer = client.send(key, lines);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    LongStream.range(first, first + EVENTS_PER_REQUEST).forEach(n -> sent.add("event-" + n));
  }
}
