package dev.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.RawConnection;
import dev.waybill.stores.network.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -TERM} while a customer's store stalls and a sender has not sent all of its body. */
class StopRealIT {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  @Timeout(600)
  void endsWithinTwentySecondsAndDeliversAfterTheRestart() throws Exception {
    try (var s3 = new StalledS3()) {
      String key;
      String job;
      var first = ServerProcess.start(launch());
      try (var client = new Client(first);
          var open = new RawConnection(URI.create("http://127.0.0.1:" + first.port()))) {
        key = client.createTenant(folder);
        assertThat(client.send(key, "{\"eventID\":\"a\",\"eventType\":\"T\"}").statusCode())
            .isEqualTo(200);
        job = client.run(key, create(client, key, s3));
        s3.awaitStall();
        open.send(
            """
            POST /api/audit/events HTTP/1.1
            Host: localhost
            Authorization: Bearer %s
            Content-Type: application/x-ndjson
            Content-Length: 100

            {"eventID":\
            """
                .formatted(key));

        long began = System.nanoTime();
        first.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST_STOP);
      } finally {
        first.kill();
      }
      assertThat(s3.stored()).isEmpty();
      s3.goOn();

      try (var second = ServerProcess.start(launch());
          var client = new Client(second)) {
        while (!client.job(key, job).path("status").asString().equals("SUCCEEDED")) {
          Thread.sleep(Duration.ofMillis(50));
        }
        assertThat(client.job(key, job).path("eventCount").asInt()).isEqualTo(1);
      }
      assertThat(s3.stored()).hasSize(1);
    }
  }

  private ServerLaunch launch() throws IOException {
    return new ServerLaunch(
            folder,
            ServerProcess.data(folder),
            FreePort.draw(),
            List.of("dev.waybill.server.Main", "server"))
        .with("WAYBILL_STORAGE_ALLOW_PRIVATE_ADDRESSES", true)
        .with("WAYBILL_STORAGE_S3_ENDPOINTS", "*");
  }

  private static String create(Client client, String key, StalledS3 s3) throws Exception {
    return client
        .graphql(
            key,
            """
            mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_24_HOURS
              bucket: "archive" region: "us-east-1" endpoint: "%s" pathStyle: true accessKeyId: "AK"
              secretAccessKey: "SK" startFrom: "BEGINNING" eventKinds: [CUSTOM] }) { id connectionStatus } }\
            """
                .formatted(s3.endpoint()))
        .path("id")
        .asString();
  }
}
