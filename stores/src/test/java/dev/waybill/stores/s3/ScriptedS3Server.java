package dev.waybill.stores.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gives the answers that real servers give too rarely; it gives each once, in order. */
final class ScriptedS3Server implements AutoCloseable {
  /** What was asked, without its body. */
  record Request(String method, String target, Headers headers, int bodyLength) {}

  /** What to do about a request whose body was read. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  ScriptedS3Server() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  S3Location location() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new S3Location(
        "audit-events", new StoragePath("p"), "us-east-1", Optional.of(endpoint), true);
  }

  ScriptedS3Server then(Answer answer) {
    script.add(answer);
    return this;
  }

  ScriptedS3Server thenOk() {
    return then(exchange -> send(exchange, 200, Map.of("ETag", "\"etag\""), ""));
  }

  ScriptedS3Server thenUploadStarted() {
    return then(
        exchange ->
            send(
                exchange,
                200,
                Map.of(),
                "<InitiateMultipartUploadResult><UploadId>upload-1</UploadId>"
                    + "</InitiateMultipartUploadResult>"));
  }

  ScriptedS3Server thenError(int status, String code, String message) {
    return thenError(status, code, message, Map.of());
  }

  ScriptedS3Server thenError(int status, String code, String message, Map<String, String> headers) {
    return then(exchange -> send(exchange, status, headers, error(code, message)));
  }

  /** Breaks off in the middle of an answer, after the request was taken. */
  ScriptedS3Server thenBreakOff() {
    return thenBreakOff(200);
  }

  ScriptedS3Server thenBreakOff(int status) {
    return then(
        exchange -> {
          start(exchange, status);
          exchange.close();
        });
  }

  /** Takes the request and closes the connection without a word. */
  ScriptedS3Server thenHangUp() {
    return then(HttpExchange::close);
  }

  /** Takes the request and says nothing until the test ends. */
  ScriptedS3Server thenSilence() {
    return then(_ -> awaitEnd());
  }

  /** Falls silent in the middle of an answer until the test ends. */
  ScriptedS3Server thenFallSilent(int status) {
    return then(
        exchange -> {
          start(exchange, status);
          awaitEnd();
        });
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  static String error(String code, String message) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
        + code
        + "</Code><Message>"
        + message
        + "</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>";
  }

  static void send(HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static void start(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, 1_000);
    exchange.getResponseBody().write("<Error>".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private void awaitEnd() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    int length = exchange.getRequestBody().readAllBytes().length;
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            length));
    Answer answer = script.poll();
    if (answer == null) {
      send(exchange, 500, Map.of(), error("InternalError", "The script has ended."));
    } else {
      answer.to(exchange);
    }
  }
}
