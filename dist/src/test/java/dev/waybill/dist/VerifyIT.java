package dev.waybill.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill verify} as it is packaged, over what a packaged server delivers. */
class VerifyIT {
  private static final Pattern ID = Pattern.compile("\"id\" : \"([^\"]+)\"");
  private static final int EVENTS = 1_000;
  private static final long HOUR = 3_600_000;
  private static final int HOURS = 200;
  private static final int LOOKS = 2;

  @TempDir private Path folder;

  @Test
  @Timeout(600)
  void verifiesAPlaceWhileAServerDeliversToIt() throws Exception {
    try (PackagedServer server = PackagedServer.start(folder);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Waybill tenant = tenant(server);
      String export = export(tenant, server.exports());
      deliver(tenant, export);
      AtomicBoolean enough = new AtomicBoolean();
      Future<Integer> jobs = threads.submit(deliveries(tenant, export, enough));
      for (int look = 0; look < LOOKS; look++) {
        assertThat(verify(server)).contains("0 findings, 0 warnings");
      }
      enough.set(true);

      assertThat(verify(server)).isNotEmpty();
      int all = 1 + jobs.get();
      assertThat(verify(server))
          .contains("  jobs 1-" + all + ", ", ", " + all * EVENTS + " events", ", job " + all)
          .doesNotContain("UNCOMMITTED");
    }
  }

  private static Waybill tenant(PackagedServer server) throws IOException, InterruptedException {
    server.operator().run("admin", "tenant", "create", "Acme", "--id", "acme").success();
    String key =
        server
            .operator()
            .run(
                "admin",
                "key",
                "create",
                "--tenant",
                "acme",
                "--name",
                "all",
                "--permission",
                "INGEST,AUDIT,READ",
                "--secret-only")
            .success();
    return server.with(key.strip());
  }

  private String export(Waybill tenant, Path root) throws IOException, InterruptedException {
    Path configuration =
        Files.writeString(
            folder.resolve("export.json"),
            """
            { "interval": "EVERY_24_HOURS", "root": "%s", "path": "audit", "startFrom": "BEGINNING",
              "eventKinds": ["CUSTOM"] }
            """
                .formatted(root));
    Matcher id =
        ID.matcher(
            tenant
                .run("audit", "exportConfig", "create:directory", configuration.toString())
                .success());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private Callable<Integer> deliveries(Waybill tenant, String export, AtomicBoolean enough) {
    return () -> {
      int jobs = 0;
      do {
        deliver(tenant, export);
        jobs++;
      } while (!enough.get());
      return jobs;
    };
  }

  private void deliver(Waybill tenant, String export) throws IOException, InterruptedException {
    long now = System.currentTimeMillis();
    String lines =
        IntStream.range(0, EVENTS)
            .mapToObj(
                number ->
                    "{\"eventType\":\"LOGIN\",\"eventTime\":%d}"
                        .formatted(now - number % HOURS * HOUR))
            .collect(Collectors.joining("\n"));
    Path events = Files.writeString(folder.resolve("events.ndjson"), lines);
    tenant.run("events", "send", events.toString()).success();
    tenant.run("audit", "exportConfig", "run", export, "--wait").success();
  }

  private String verify(PackagedServer server) throws IOException, InterruptedException {
    return server
        .operator()
        .run(
            "verify",
            server.exports().resolve("acme").resolve("audit").toString(),
            "--jwks",
            server.address() + "/.well-known/jwks.json",
            "--tenant",
            "acme")
        .success();
  }
}
