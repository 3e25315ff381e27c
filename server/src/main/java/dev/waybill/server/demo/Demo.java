package dev.waybill.server.demo;

import dev.waybill.event.EventKind;
import dev.waybill.server.operation.Logs;
import dev.waybill.stores.directory.DirectoryBucketReader;
import dev.waybill.tenant.TenantId;
import dev.waybill.verify.BucketReader;
import dev.waybill.verify.Expectations;
import dev.waybill.verify.Observation;
import dev.waybill.verify.Report;
import dev.waybill.verify.StreamReport;
import dev.waybill.verify.Trust;
import dev.waybill.verify.Verification;
import dev.waybill.verify.VerificationListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import tools.jackson.databind.JsonNode;

/**
 * Does the main job on a running server: a tenant, 50,000 events of the last 26 hours, an export
 * into a directory, a check that each accepted event is there exactly once, and the proof that a
 * customer has of it.
 */
final class Demo {
  static final String TENANT = "acme";

  private static final String PATH = "audit";
  private static final int REQUESTS = 50;
  private static final int EVENTS_PER_REQUEST = 1_000;
  private static final int DUPLICATE_EVERY = 100;
  private static final int LATE_EVERY = 40;
  private static final Duration SPAN = Duration.ofHours(26);
  private static final int SEED = 26;

  private final DemoClient client;
  private final String operatorKey;
  private final Path exports;
  private final InstantSource clock;
  private final PrintStream out;

  /**
   * @param exports a root the server allows for directory exports
   */
  Demo(DemoClient client, String operatorKey, Path exports, InstantSource clock, PrintStream out) {
    this.client = client;
    this.operatorKey = operatorKey;
    this.exports = exports;
    this.clock = clock;
    this.out = out;
  }

  /** Where the export delivers to. */
  static Path place(Path exports) {
    return exports.resolve(TENANT).resolve(PATH);
  }

  /** Whether every accepted event was delivered exactly once, and the delivery is verified. */
  boolean run() throws IOException, InterruptedException {
    client.createTenant(operatorKey, TENANT, "Acme Corp");
    String sender = client.createKey(operatorKey, TENANT, "demo sender", "INGEST");
    String admin = client.createKey(operatorKey, TENANT, "demo admin", "AUDIT", "READ");
    out.println("Tenant '" + TENANT + "' has a key to send events and one to manage exports.");

    Set<String> accepted = send(sender);
    deliver(admin);
    return check(accepted) && verify();
  }

  private Set<String> send(String key) {
    var ids = new HashSet<String>();
    var sample = new Sample(clock.instant());
    int duplicates =
        requests()
            .mapToInt(
                request -> {
                  List<String> lines = sample.next(request);
                  lines.forEach(line -> ids.add(idOf(line)));
                  JsonNode answer = client.sendEvents(key, String.join("\n", lines));
                  return answer.path("duplicates").asInt();
                })
            .sum();
    out.printf(
        "Sent %,d events: %,d accepted, %,d duplicates recognised by their id.%n",
        REQUESTS * EVENTS_PER_REQUEST, ids.size(), duplicates);
    return ids;
  }

  private void deliver(String key) throws InterruptedException {
    JsonNode created =
        client.graphql(
            key,
            """
            mutation { createDirectoryExportConfiguration(data: {
              interval: EVERY_HOUR root: "%s" path: "%s" startFrom: "BEGINNING"
              eventCategories: %s
            }) { id connectionStatus } }"""
                .formatted(
                    exports, PATH, "[\"" + String.join("\", \"", SampleEvents.CATEGORIES) + "\"]"));
    String configuration = created.path("id").asString();
    out.printf(
        "Export %s into a directory: connection %s.%n",
        configuration, created.path("connectionStatus").asString());
    JsonNode job =
        client.graphql(
            key, "mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(configuration));
    String query =
        "query { exportJob(id: \"%s\") { status eventCount failure { message advice } } }"
            .formatted(job.path("id").asString());
    JsonNode state = client.graphql(key, query);
    while (!state.path("status").asString().equals("SUCCEEDED")) {
      if (state.path("status").asString().equals("BLOCKED")) {
        throw new IllegalStateException("the export failed: " + state.path("failure"));
      }
      Thread.sleep(Duration.ofMillis(50));
      state = client.graphql(key, query);
    }
    out.printf("Job 1 delivered %,d events.%n%n", state.path("eventCount").asInt());
  }

  private boolean check(Set<String> accepted) throws IOException {
    DeliveredEvents delivered = DeliveredEvents.in(exports);
    out.printf("%8s  object%n", "events");
    delivered.perObject().forEach((object, events) -> out.printf("%,8d  %s%n", events, object));
    long once = delivered.exactlyOnce(accepted);
    boolean complete = once == accepted.size() && delivered.events() == accepted.size();
    out.printf(
        "%n%s %,d of %,d accepted events delivered exactly once, in %,d objects.%n",
        complete ? "OK:" : "FAILED:", once, accepted.size(), delivered.perObject().size());
    return complete;
  }

  /** As a customer would, with {@code waybill verify}. */
  private boolean verify() throws IOException, InterruptedException {
    var findings = new Findings(new ArrayList<>());
    Report report;
    try (BucketReader place = new DirectoryBucketReader(place(exports))) {
      report =
          Verification.run(
              place,
              Trust.in(client.publicKeys()),
              new Expectations(Set.of(), Set.of(new TenantId(TENANT)), Optional.empty()),
              findings,
              new SecureRandom().nextLong());
    }
    if (!report.verified()) {
      findings.all().forEach(out::println);
      out.println("FAILED: not verified.");
      return false;
    }
    for (StreamReport stream : report.streams()) {
      out.printf(
          "OK: verified with the server's public key: 1 stream, complete through %s, job %d;"
              + " %,d events in %,d objects.%n",
          stream.completeThrough().orElseThrow(),
          stream.jobs().getLast().to(),
          stream.events(),
          stream.objects());
    }
    return true;
  }

  /** Remembers what is wrong. */
  private record Findings(List<Observation> all) implements VerificationListener {
    @Override
    public void observed(Observation observation) {
      all.add(observation);
    }

    @Override
    public void listed(long objects, long storedBytes) {
      // It is over in no time.
    }

    @Override
    public void checked(long storedBytes) {
      // It is over in no time.
    }
  }

  private static String idOf(String line) {
    int start = line.indexOf("\"eventID\":\"") + "\"eventID\":\"".length();
    return line.substring(start, line.indexOf('"', start));
  }

  private static Stream<Integer> requests() {
    Stream<Integer> numbers = IntStream.range(0, REQUESTS).boxed();
    return Logs.onTerminal()
        ? ProgressBar.wrap(
            numbers, new ProgressBarBuilder().setTaskName("Sending").setInitialMax(REQUESTS))
        : numbers;
  }

  /** Events in the order of time, but for some that are late; and some that are sent twice. */
  private static final class Sample {
    private final Random random = new Random(SEED);
    private final SampleEvents events = new SampleEvents(random);
    private final long end;

    Sample(Instant now) {
      this.end = now.toEpochMilli();
    }

    List<String> next(int request) {
      var lines = new ArrayList<String>(EVENTS_PER_REQUEST);
      for (int i = 0; i < EVENTS_PER_REQUEST; i++) {
        if (i > 0 && i % DUPLICATE_EVERY == 0) {
          lines.add(lines.get(random.nextInt(i)));
        } else {
          EventKind kind = events.kind();
          lines.add(events.event(kind, timeOf(request * EVENTS_PER_REQUEST + i)));
        }
      }
      return lines;
    }

    private long timeOf(int index) {
      long span = SPAN.toMillis();
      long offset = span * index / ((long) REQUESTS * EVENTS_PER_REQUEST);
      long late = index % LATE_EVERY == 0 ? random.nextLong(offset + 1) : 0;
      return end - span + offset - late;
    }
  }
}
