package dev.waybill.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.zip.GZIPInputStream;

/** A server that gives the answers it was told to, in turn, and remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {
  /** What it was asked. */
  record Asked(
      String method, String path, String key, String body, Optional<String> idempotencyKey) {}

  private record Answer(int status, String body) {}

  private final HttpServer http;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private String api = "1";

  ScriptedServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::answer);
    http.start();
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  ScriptedServer speaking(String api) {
    this.api = api;
    return this;
  }

  ScriptedServer answering(int status, String body) {
    answers.add(new Answer(status, body));
    return this;
  }

  List<Asked> asked() {
    return asked;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream raw = exchange.getRequestBody();
        InputStream body = gzip ? new GZIPInputStream(raw) : raw) {
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                  .orElse(""),
              new String(body.readAllBytes(), StandardCharsets.UTF_8),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"))));
    }
    Answer answer = Optional.ofNullable(answers.poll()).orElse(new Answer(418, ""));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Retry-After", "0");
    if (!api.isEmpty()) {
      exchange.getResponseHeaders().add("Waybill-Api", api);
    }
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
