package dev.waybill.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.faults.ExportPlan.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** One tenant with one export, for what one fault alone does. */
final class OneExport implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A store that nobody troubles answers sooner, also on a busy machine. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

  private final Rig rig;
  private final TenantBook book;
  private final TestedExport export;
  private final Senders senders;

  OneExport(StoreKind kind, Path folder) throws IOException, InterruptedException {
    rig = new Rig(kind, folder, REQUEST_TIMEOUT);
    book = rig.tenant("acme");
    export =
        rig.export(book, new ExportPlan("acme", "audit", Layout.HIVE_HOURLY, "GZIP", List.of()));
    senders = new Senders(rig.client(), rig.clock(), List.of(book));
    rig.proxy().seen().clear();
  }

  Rig rig() {
    return rig;
  }

  TenantBook book() {
    return book;
  }

  Senders senders() {
    return senders;
  }

  /** Sends so many events, which the server must take. */
  void send(int count) throws IOException, InterruptedException {
    int before = book.acknowledgedCount();
    senders.send(book.fresh(count, rig.clock().now().toEpochMilli()));
    assertThat(book.acknowledgedCount()).isEqualTo(before + count);
  }

  /** Asks for a job; returns its id. */
  String run() throws IOException, InterruptedException {
    return rig.client().run(book.key(), export.id());
  }

  void awaitStatus(String job, String status) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JsonNode found = rig.client().job(book.key(), job);
    while (!found.path("status").asString().equals(status)) {
      assertThat(System.nanoTime()).as(found.toString()).isLessThan(deadline);
      Thread.sleep(10);
      found = rig.client().job(book.key(), job);
    }
  }

  /** Until the store was sent so many requests since the start of the test. */
  void awaitRequests(int count) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (rig.proxy().seen().size() < count) {
      assertThat(System.nanoTime()).as("requests to the store").isLessThan(deadline);
      Thread.sleep(1);
    }
  }

  /** The attempts at a job: status and reason. */
  List<String> attempts(String job) throws IOException, InterruptedException {
    List<String> attempts = new ArrayList<>();
    String tasks =
        "{ getAllExportJobTasks(exportJobId: \"" + job + "\") { status failureReason } }";
    rig.client()
        .graphql(book.key(), tasks)
        .forEach(
            task ->
                attempts.add(
                    (task.path("status").asString() + " " + task.path("failureReason").asString(""))
                        .strip()));
    return attempts;
  }

  /** A field of the configuration. */
  String field(String name) throws IOException, InterruptedException {
    return rig.client()
        .graphql(
            book.key(), "{ exportConfiguration(id: \"" + export.id() + "\") { " + name + " } }")
        .path(name)
        .asString();
  }

  /** What was not taken is sent again, time goes by, and everything comes by itself. */
  void awaitDelivery() throws IOException, InterruptedException {
    senders.settle(new Random(1));
    assertThat(senders.problems()).isEmpty();
    awaitDelivery(export);
    assertThat(rig.proxy().contents().conflicts()).isEmpty();
  }

  /** The same for another export of the tenant. */
  void awaitDelivery(TestedExport other) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int turn = 0; other.missing() > 0; turn++) {
      assertThat(System.nanoTime()).as(other.oneMissing()).isLessThan(deadline);
      if (turn % 20 == 0) {
        rig.clock().pass(Duration.ofMinutes(6));
      }
      Thread.sleep(100);
      other.check(rig.client());
    }
    assertThat(rig.verified(other).events()).isGreaterThanOrEqualTo(other.deliveredCount());
  }

  @Override
  public void close() {
    rig.close();
  }
}
