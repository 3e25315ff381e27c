package dev.waybill.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The senders of the documentation, each run by its own language. */
class SendersRealIT {
  private static final Path SENDERS = Path.of("../docs/senders").toAbsolutePath().normalize();

  private final JsonMapper json = new JsonMapper();

  @TempDir private Path folder;

  /** What a run printed, and how it ended. */
  private record Ran(int exitCode, String output) {}

  static Stream<List<String>> senders() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(
        List.of("sh", "send.sh"),
        List.of(java, "Send.java"),
        List.of("python3", "send.py"),
        List.of("node", "send.mjs"),
        List.of("go", "run", "send.go"));
  }

  @Test
  void storeTheirEventsOnceHoweverOftenTheyRun() throws IOException, InterruptedException {
    try (var server = ServerProcess.start(folder, List.of());
        var client = new Client(server)) {
      String key = client.createTenant(folder);
      for (List<String> sender : senders().toList()) {
        assertThat(counts(run(sender, server.port(), key))).as("%s", sender).containsExactly(2, 0);
        assertThat(counts(run(sender, server.port(), key))).as("%s", sender).containsExactly(0, 2);
        assertThat(run(sender, server.port(), "unknown").exitCode()).as("%s", sender).isEqualTo(1);
      }
      client.runUntilNothingIsLeft(key, client.createExport(key, folder));
    }
    DeliveredIds delivered = DeliveredIds.in(ServerProcess.exports(folder));
    assertThat(delivered.times().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("curl", "java", "python", "node", "go")
                .flatMap(language -> Stream.of(language + "-1", language + "-2"))
                .toList());
    assertThat(delivered.repeated()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("senders")
  void repeatARequestThatWasNotTaken(List<String> sender) throws IOException, InterruptedException {
    var bodies = new CopyOnWriteArrayList<String>();
    HttpServer busyAtFirst =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    busyAtFirst.createContext(
        "/api/audit/events",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          if (bodies.size() == 1) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            answer(exchange, 503, "{}");
          } else {
            answer(exchange, 200, "{\"accepted\":2,\"duplicates\":0,\"rejected\":[]}");
          }
        });
    busyAtFirst.start();
    try {
      assertThat(counts(run(sender, busyAtFirst.getAddress().getPort(), "any")))
          .containsExactly(2, 0);
    } finally {
      busyAtFirst.stop(0);
    }
    assertThat(bodies).hasSize(2);
    assertThat(bodies.getFirst()).isEqualTo(bodies.getLast());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private List<Integer> counts(Ran ran) {
    assertThat(ran.exitCode()).as(ran.output()).isZero();
    JsonNode answer = json.readTree(ran.output());
    return List.of(answer.path("accepted").asInt(), answer.path("duplicates").asInt());
  }

  private Ran run(List<String> sender, int port, String key)
      throws IOException, InterruptedException {
    Path output = folder.resolve("sender.out");
    Path errors = folder.resolve("sender.err");
    var builder =
        new ProcessBuilder(sender)
            .directory(SENDERS.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("WAYBILL_HOST", "http://127.0.0.1:" + port);
    builder.environment().put("WAYBILL_API_KEY", key);
    builder.environment().put("no_proxy", "127.0.0.1");
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String printed = Files.readString(output);
    assertThat(ended).as("%s ends: %s%s", sender, printed, Files.readString(errors)).isTrue();
    return new Ran(process.exitValue(), printed);
  }
}
