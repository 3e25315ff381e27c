package dev.waybill.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.faults.ExportPlan.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds of faults, each drawn from a seed. After each of them all faults end, and the promises are
 * checked: what was acknowledged is in the store once, and nothing else.
 */
final class FaultRounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultRounds.class);
  private static final int EVENTS_A_ROUND = 3_000;
  static final int ROUNDS_BETWEEN_FLOODS = 6;
  private static final Duration CATCHING_UP = Duration.ofMinutes(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(4);

  private final Rig rig;
  private final List<TenantBook> books = new ArrayList<>();
  private final List<TestedExport> exports = new ArrayList<>();
  private final Senders senders;
  private final Random random;
  private final long seed;
  private final DisturbanceBag bag;
  private final Map<Disturbance, Integer> disturbances = new EnumMap<>(Disturbance.class);

  FaultRounds(StoreKind kind, Path folder, long seed) throws IOException, InterruptedException {
    this.seed = seed;
    this.random = new Random(seed);
    this.bag = new DisturbanceBag(random);
    rig = new Rig(kind, folder, REQUEST_TIMEOUT);
    for (String tenant : List.of("acme", "bolt", "corp")) {
      books.add(rig.tenant(tenant));
    }
    export(new ExportPlan("acme", "acme/all", Layout.HIVE_HOURLY, "GZIP", List.of()));
    export(
        new ExportPlan("acme", "acme/some", Layout.HIVE_DAILY, "ZSTD", List.of("QUERY", "SYSTEM")));
    export(new ExportPlan("bolt", "bolt/plain", Layout.PLAIN_HOURLY, "NONE", List.of()));
    export(new ExportPlan("bolt", "bolt/custom", Layout.HIVE_HOURLY, "GZIP", List.of("CUSTOM")));
    export(new ExportPlan("corp", "corp", Layout.HIVE_DAILY, "GZIP", List.of()));
    senders = new Senders(rig.client(), rig.clock(), books);
  }

  private void export(ExportPlan plan) throws IOException, InterruptedException {
    exports.add(
        rig.export(
            books.stream().filter(b -> b.tenant().equals(plan.tenant())).findFirst().orElseThrow(),
            plan));
  }

  /** Runs them and checks after each. */
  void run(int rounds) throws IOException, InterruptedException {
    for (int round = 1; round <= rounds; round++) {
      round(round);
    }
    finish();
  }

  int sent() {
    return books.stream().mapToInt(TenantBook::sent).sum();
  }

  /** How often what happened, for people. */
  String figures() {
    Map<String, Integer> attempts = new TreeMap<>();
    exports.forEach(
        export -> export.attempts().forEach((k, v) -> attempts.merge(k, v, Integer::sum)));
    return """
    events sent %d, acknowledged %d, delivered %d; names %d
    answers to senders %s
    disturbances %s
    requests to the store %s
    attempts %s\
    """
        .formatted(
            sent(),
            books.stream().mapToInt(TenantBook::acknowledgedCount).sum(),
            exports.stream().mapToInt(TestedExport::deliveredCount).sum(),
            rig.proxy().contents().names(),
            new TreeMap<>(senders.answers()),
            disturbances,
            rig.proxy().made(),
            attempts);
  }

  private void round(int number) throws IOException, InterruptedException {
    Weather weather = Weather.draw(random);
    List<Disturbance> drawn = List.of(bag.draw(), bag.draw());
    LOG.info("round {}, seed {}: {}, {}", number, seed, drawn, weather);
    if (number % ROUNDS_BETWEEN_FLOODS == 0) {
      senders.flood(random);
    }
    rig.proxy().weather(weather, random.nextLong());
    senders.begin(EVENTS_A_ROUND, random.nextLong());
    for (Disturbance disturbance : drawn) {
      rig.clock().pass(Duration.ofSeconds(random.nextInt(600)));
      wakeTheEngine();
      disturbance.happen(rig, senders, random);
      disturbances.merge(disturbance, 1, Integer::sum);
    }
    senders.end();
    settle("round %d, seed %d".formatted(number, seed));
  }

  private void wakeTheEngine() throws InterruptedException {
    TestedExport any = exports.get(random.nextInt(exports.size()));
    try {
      rig.client().run(any.book().key(), any.id());
    } catch (IOException | AssertionError e) {
      LOG.debug("not now", e); // such as when the log is just being opened again
    }
  }

  /** All faults end, and everything is delivered. */
  private void settle(String round) throws IOException, InterruptedException {
    rig.proxy().weather(Weather.CALM, 0);
    boolean waited = rig.client().confirmClock(rig.operatorKey());
    boolean stepped =
        disturbances.containsKey(Disturbance.CLOCK_STEPPED)
            || disturbances.containsKey(Disturbance.CLOCK_STEPPED_AND_SERVER_KILLED);
    assertThat(waited && !stepped).as("waits for the operator for nothing, " + round).isFalse();
    senders.settle(random);
    assertThat(senders.problems()).as(round).isEmpty();
    try {
      catchUp();
    } catch (AssertionError e) {
      throw new AssertionError(round + ": " + e.getMessage(), e);
    }
    assertThat(rig.proxy().contents().conflicts()).as("two contents, " + round).isEmpty();
  }

  private void catchUp() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + CATCHING_UP.toNanos();
    long left = System.nanoTime();
    while (checkAll() > 0) {
      long now = System.nanoTime();
      if (now > deadline) {
        throw new AssertionError("lost, or not delivered in time: " + missing());
      }
      // A job whose attempt could not be ended runs on until its lease is over.
      if (!anyRunning() || now - left > LONGEST_ATTEMPT.toNanos()) {
        rig.clock().pass(FaultProxy.RETRY_AFTER);
        wakeTheEngine();
        left = now;
      }
      Thread.sleep(50);
    }
  }

  private int checkAll() throws IOException, InterruptedException {
    int missing = 0;
    for (TestedExport export : exports) {
      if (export.missing() > 0) {
        export.check(rig.client());
        missing += export.missing();
      }
    }
    return missing;
  }

  private List<String> missing() {
    return exports.stream()
        .filter(export -> export.missing() > 0)
        .map(TestedExport::oneMissing)
        .toList();
  }

  private boolean anyRunning() throws IOException, InterruptedException {
    for (TestedExport export : exports) {
      if (export.isRunning(rig.client())) {
        return true;
      }
    }
    return false;
  }

  /** In the end nothing lies in the store that no job lists. */
  private void finish() throws IOException, InterruptedException {
    Set<String> listed = new HashSet<>();
    for (TestedExport export : exports) {
      export.finish(rig.client());
      listed.addAll(export.listed());
    }
    verify();
    assertThat(rig.store().keys().stream().filter(key -> key.contains("/events/")))
        .allMatch(listed::contains);
  }

  /** Their customers see the same, and need nothing but public keys for it. */
  private void verify() throws IOException, InterruptedException {
    long began = System.nanoTime();
    for (TestedExport export : exports) {
      assertThat(rig.verified(export).events()).isEqualTo(export.deliveredCount());
    }
    LOG.info(
        "verified {} names in {} ms",
        rig.proxy().contents().names(),
        Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  @Override
  public void close() {
    rig.close();
  }
}
