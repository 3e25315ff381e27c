package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Events over HTTP into a durable log, all on one machine: senders, server and disk. */
final class IngestBench {
  private static final int TEXTS = 20_000;
  private static final int BATCH = 1_000;
  private static final int BATCH_SENDERS = 8;
  private static final int SINGLE_SENDERS = 64;

  /** Single events cost about ten times as much, so there are fewer of them. */
  private static final int SINGLES_SHARE = 20;

  private IngestBench() {}

  static void run(int events) throws Exception {
    Path folder = Files.createTempDirectory("waybill-bench");
    try {
      var bodies = new SampleBodies(TEXTS, System.currentTimeMillis() - 3_600_000, 500);
      System.out.println("ingest: " + Machine.describe());
      try (var server =
              ServerProcess.start(folder.resolve("data"), folder.resolve("exports"), List.of());
          var api = new Api(server.address(), server.operatorKey())) {
        String key = api.key("INGEST");
        send(server, key, bodies, BATCH_SENDERS, events / BATCH / 4, BATCH);
        send(server, key, bodies, SINGLE_SENDERS, events / SINGLES_SHARE / 4, 1);
        System.out.printf("server ready in %.2f s%n", Figures.seconds(server.startTime()));
        System.out.println(Figures.header());
        Figures batches = send(server, key, bodies, BATCH_SENDERS, events / BATCH, BATCH);
        System.out.println(batches);
        Figures singles = send(server, key, bodies, SINGLE_SENDERS, events / SINGLES_SHARE, 1);
        System.out.println(singles);
        System.out.printf("server's peak memory %,d MB%n", server.peakMemory() / 1_000_000);
        Figures rawBatches =
            RawRocksDb.append(folder.resolve("raw"), bodies, BATCH_SENDERS, events / BATCH, BATCH);
        System.out.println(rawBatches);
        Figures rawSingles =
            RawRocksDb.append(
                folder.resolve("raw1"), bodies, SINGLE_SENDERS, events / SINGLES_SHARE, 1);
        System.out.println(rawSingles);
        System.out.printf(
            "of the raw append: %.2f in batches, %.2f singly%n",
            batches.eventsPerSecond() / rawBatches.eventsPerSecond(),
            singles.eventsPerSecond() / rawSingles.eventsPerSecond());
      }
    } finally {
      delete(folder);
    }
  }

  private static Figures send(
      ServerProcess server, String key, SampleBodies bodies, int senders, int requests, int events)
      throws Exception {
    var bytes = new AtomicLong();
    Duration cpu = server.cpu();
    long start = System.nanoTime();
    Senders.inParallel(
        senders,
        requests,
        () -> {
          var connection = new Connection(server.port(), key);
          return () -> {
            byte[] body = bodies.next(events);
            connection.post(body);
            bytes.addAndGet(body.length);
          };
        });
    return new Figures(
        "%d senders, requests of %,d".formatted(senders, events),
        (long) requests * events,
        bytes.get(),
        Duration.ofNanos(System.nanoTime() - start),
        server.cpu().minus(cpu));
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
