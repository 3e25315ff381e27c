package dev.waybill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A backlog of 30 event hours into objects, in a server that may have 256 MB of heap. */
final class ExportBench {
  private static final int TEXTS = 20_000;
  private static final int BATCH = 1_000;
  private static final double EVENT_BYTES = 1_090;
  private static final long HOURS = 30;

  private ExportBench() {}

  static void run(double gigabytes) throws Exception {
    Path folder = Files.createTempDirectory("waybill-bench");
    try {
      System.out.println("export: " + Machine.describe());
      Path exports = folder.resolve("exports");
      int requests = (int) (gigabytes * 1e9 / EVENT_BYTES / BATCH);
      long step = HOURS * 3_600_000_000L / ((long) requests * BATCH);
      var bodies = new SampleBodies(TEXTS, System.currentTimeMillis() - HOURS * 3_600_000, step);
      try (var s3 = new DiscardingS3();
          var server = ServerProcess.start(folder.resolve("data"), exports, List.of("-Xmx256m"));
          var api = new Api(server.address(), server.operatorKey())) {
        String sender = api.key("INGEST");
        String admin = api.key("AUDIT");
        try (var connection = new Connection(server.port(), sender)) {
          for (int i = 0; i < requests; i++) {
            connection.post(bodies.next(BATCH));
          }
        }
        long events = (long) requests * BATCH;
        System.out.println(Figures.header());
        Export export = new Export(server, api, admin, events);
        Figures first = export.to("directory, first run", directory(exports, "first"));
        Figures warm = export.to("directory", directory(exports, "warm"));
        Figures toS3 = export.to("S3 endpoint that discards", bucket(s3));
        Path delivered = exports.resolve(Api.TENANT).resolve("warm");
        GzipReference gzip = GzipReference.over(delivered, folder);
        double ratio = (double) gzip.bytes() / stored(delivered);
        for (Figures figures : List.of(first, warm, toS3)) {
          System.out.println(
              new Figures(figures.name(), events, gzip.bytes(), figures.wall(), figures.cpu()));
        }
        System.out.println(
            new Figures("gzip -6 alone", events, gzip.bytes(), gzip.wall(), gzip.cpu()));
        System.out.printf(
            "CPU of gzip -6: first run %.2f, directory %.2f, S3 %.2f times%n",
            share(first, gzip), share(warm, gzip), share(toS3, gzip));
        System.out.printf(
            "compression ratio %.3f, gzip -6 %.3f: %.3f of it%n",
            ratio, gzip.ratio(), ratio / gzip.ratio());
        Duration hashing = Hashing.over(gzip.lines(), delivered);
        System.out.printf(
            "hashing for manifests: %.2f CPU s a GB, %.2f of the CPU of the export into a"
                + " directory%n",
            Figures.seconds(hashing) / (gzip.bytes() / 1e9),
            Figures.seconds(hashing) / Figures.seconds(warm.cpu()));
        System.out.printf("server's peak memory %,d MB%n", server.peakMemory() / 1_000_000);
      }
    } finally {
      IngestBench.delete(folder);
    }
  }

  private static double share(Figures figures, GzipReference gzip) {
    return Figures.seconds(figures.cpu()) / Figures.seconds(gzip.cpu());
  }

  private static String directory(Path exports, String path) {
    return """
        createDirectoryExportConfiguration(data: {
          interval: EVERY_24_HOURS root: "%s" path: "%s" startFrom: "BEGINNING" })"""
        .formatted(exports, path);
  }

  private static String bucket(DiscardingS3 s3) {
    return """
        createS3AccessKeyExportConfiguration(data: {
          interval: EVERY_24_HOURS bucket: "bench" region: "us-east-1" endpoint: "%s" pathStyle: true
          accessKeyId: "AK" secretAccessKey: "SK" startFrom: "BEGINNING" })"""
        .formatted(s3.address());
  }

  private static long stored(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".ndjson.gz"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  /** Creates a configuration, runs it, and waits until everything is delivered. */
  private record Export(ServerProcess server, Api api, String key, long events) {
    Figures to(String name, String creation) throws Exception {
      JsonNode created =
          api.graphql(key, "mutation { created: " + creation + " { id connectionStatus } }");
      String id = created.path("id").asString();
      if (!created.path("connectionStatus").asString().equals("SUCCESS")) {
        throw new IllegalStateException(created.toString());
      }
      Duration cpu = server.cpu();
      long start = System.nanoTime();
      long delivered = 0;
      while (delivered < events) {
        delivered += runOnce(id);
      }
      return new Figures(
          name, delivered, 0, Duration.ofNanos(System.nanoTime() - start), server.cpu().minus(cpu));
    }

    private long runOnce(String configuration) throws Exception {
      String job =
          api.graphql(
                  key, "mutation { runExportConfiguration(id: \"" + configuration + "\") { id } }")
              .path("id")
              .asString();
      String query = "{ exportJob(id: \"" + job + "\") { status eventCount failure { message } } }";
      JsonNode state = api.graphql(key, query);
      while (!state.path("status").asString().equals("SUCCEEDED")) {
        if (state.path("status").asString().equals("BLOCKED")) {
          throw new IllegalStateException(state.toString());
        }
        Thread.sleep(50);
        state = api.graphql(key, query);
      }
      return state.path("eventCount").asLong();
    }
  }
}
