package dev.waybill.server.graphql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.storage.RoleArn;
import dev.waybill.stores.s3.FakeSts;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Many connections do not work, and many people look at once what is the matter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenConnectionsIT {
  private static final int READERS = 20;
  private static final int BROKEN_OF_THE_LARGE_TENANT = 400;
  private static final int SMALL_TENANTS = 8;
  private static final int CREATORS = 16;
  private static final String REPAIRED = "333344445555";

  /**
   * From this reader on they are of half of the small tenants, and of the large one: fewer tests
   * than may be under way, so that there is room for one more.
   */
  private static final int OTHERS = SMALL_TENANTS / 2;

  private static final String BUCKET = "archive";
  private static final int BROKEN_OF_A_SMALL_TENANT = 10;

  /** Five seconds of waiting, and what a busy machine adds; all tests would take minutes. */
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int MOST_OF_A_TENANT = 8;
  private static final int MOST = 64;

  /** There are two seconds between two starts, and not always the same time to the first word. */
  private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);

  /**
   * One who reads.
   *
   * @param broken how many exports the tenant has
   */
  private record Reader(GraphQlClient client, String account, int broken) {}

  private record Read(Reader reader, Answer answer, Duration took) {}

  private final FakeSts sts = new FakeSts(new SettableTime(Instant.now()));
  private final StsLoad load = new StsLoad();
  private final S3ProxyServer s3 = S3ProxyServer.startForRoles(sts);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Reader> readers = new ArrayList<>();
  private @Nullable RoleExport repaired;
  private final TestingServer server =
      TestingServer.start(
          Map.of(
              "storage.s3-default-endpoint", s3.endpoint().toString(),
              "storage.allow-private-addresses", "true",
              "storage.sts-endpoint", sts.endpoint().toString(),
              "storage.sts-access-key-id", FakeSts.IDENTITY.accessKeyId(),
              "storage.sts-secret-access-key", FakeSts.IDENTITY.secretAccessKey()));

  @BeforeAll
  void createWhatDoesNotWork() throws Exception {
    s3.createBucket(BUCKET);
    for (int i = 0; i < SMALL_TENANTS; i++) {
      readers.add(tenant("22223333%04d".formatted(i), BROKEN_OF_A_SMALL_TENANT));
    }
    Reader large = tenant("111122223333", BROKEN_OF_THE_LARGE_TENANT);
    readers.addAll(Collections.nCopies(READERS - SMALL_TENANTS, large));
    repaired = create(new GraphQlClient(server.newTenant()), REPAIRED, 0);
    sts.tell(load);
  }

  @AfterAll
  void close() {
    threads.shutdownNow();
    load.speak();
    server.close();
    s3.close();
    sts.close();
  }

  @Test
  void readersAreAnsweredInTimeAndAnStsThatRefusesIsNotFlooded() throws Exception {
    for (int round = 0; round < 2; round++) {
      assertThat(readAtOnce()).allSatisfy(this::assertAnswered);
    }

    assertThatLimitsHold();
  }

  @Test
  void whatATenantHasRepairedShowsWhileTheOthersReadTheirs() throws Exception {
    RoleExport export = requireNonNull(repaired);
    int before = load.calls();
    load.fallSilentExceptFor(REPAIRED);
    Future<List<Read>> others = threads.submit(() -> readAtOnce(readers.subList(OTHERS, READERS)));
    await().atMost(PATIENCE).until(() -> load.calls() - before >= MOST_OF_A_TENANT);
    sts.trust(export.role(), export.id());

    String atTheFirstCall = export.status();
    load.speak();

    assertThat(atTheFirstCall).isEqualTo("SUCCESS");
    assertThat(others.get()).allSatisfy(this::assertAnswered);
    assertThatLimitsHold();
  }

  @Test
  void readersAreAnsweredInTimeByWhatIsKnownWhenTheStsIsSilent() throws Exception {
    load.fallSilent();
    int before = load.calls();
    List<Read> reads = readAtOnce();
    int asked = load.calls() - before;
    load.speak();

    assertThat(reads).allSatisfy(this::assertAnswered);
    assertThat(asked).isEqualTo(MOST);
    assertThatLimitsHold();
  }

  private void assertAnswered(Read read) {
    assertThat(read.took()).isLessThan(ANSWERED_WITHIN);
    List<JsonNode> exports =
        read.answer().json().at("/data/getAllExportConfigurations").valueStream().toList();
    assertThat(exports).hasSize(read.reader().broken());
    assertThat(exports)
        .extracting(export -> export.get("connectionStatus").asString())
        .allMatch(
            status ->
                status.startsWith("Error testing access to S3 using AssumedRole arn:aws:iam::")
                    && status.contains(read.reader().account()));
  }

  private void assertThatLimitsHold() {
    assertThat(load.mostAtOnce()).isLessThanOrEqualTo(MOST);
    assertThat(load.mostAtOnceOfAnAccount()).isLessThanOrEqualTo(MOST_OF_A_TENANT);
    assertThat(load.mostAtOnceOfAnIntegration()).isEqualTo(1);
    assertThat(load.shortestGap()).isGreaterThan(SHORTEST_GAP);
  }

  private List<Read> readAtOnce() throws InterruptedException, ExecutionException {
    return readAtOnce(readers);
  }

  private List<Read> readAtOnce(List<Reader> some) throws InterruptedException, ExecutionException {
    List<Read> reads = new ArrayList<>();
    for (Future<Read> each :
        threads.invokeAll(
            some.stream().<Callable<Read>>map(reader -> () -> read(reader)).toList())) {
      reads.add(each.get());
    }
    return reads;
  }

  private static Read read(Reader reader) {
    long start = System.nanoTime();
    Answer answer =
        reader
            .client()
            .post(
                reader.client().key(),
                "query { getAllExportConfigurations { id connectionStatus } }");
    return new Read(reader, answer, Duration.ofNanos(System.nanoTime() - start));
  }

  private Reader tenant(String account, int broken) throws Exception {
    GraphQlClient client = new GraphQlClient(server.newTenant());
    try (ExecutorService creators = Executors.newFixedThreadPool(CREATORS)) {
      for (Future<RoleExport> each :
          creators.invokeAll(
              IntStream.range(0, broken)
                  .<Callable<RoleExport>>mapToObj(number -> () -> create(client, account, number))
                  .toList())) {
        assertThat(each.get().id()).isNotEmpty();
      }
    }
    return new Reader(client, account, broken);
  }

  private static RoleExport create(GraphQlClient client, String account, int number) {
    RoleArn role = new RoleArn("arn:aws:iam::%s:role/r-%d".formatted(account, number));
    return RoleExport.create(client, role, BUCKET, "p" + number, "");
  }
}
