package dev.waybill.stores.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A store of one bucket over HTTP. It gives planned answers first, each once and in order. */
public abstract class FakeStore implements AutoCloseable {
  /** What was asked. */
  public record Request(String target, Headers headers) {}

  /** How to answer a request. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final SortedMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Answer> planned = new ConcurrentLinkedQueue<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

  protected FakeStore() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
  }

  /** Called when the store is complete. */
  protected final void start() {
    server.createContext("/", this::handle);
    server.start();
  }

  /** Answers as the real one does. */
  protected abstract void serve(HttpExchange exchange) throws IOException;

  public final URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What lies in the bucket, by name. */
  public final SortedMap<String, byte[]> objects() {
    return objects;
  }

  public final void then(Answer answer) {
    planned.add(answer);
  }

  /** Refuses a request. */
  public final void thenStatus(int status, String contentType, String body) {
    then(exchange -> send(exchange, status, Map.of("Content-Type", contentType), body));
  }

  /** Takes the request and closes the connection without a word. */
  public final void thenHangUp() {
    then(HttpExchange::close);
  }

  /** Answers as the real one does, and breaks off after some bytes of the body. */
  public final void thenBreakOffAfter(
      int bytes, int status, Map<String, String> headers, byte[] body) {
    then(
        exchange -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body, 0, bytes);
          exchange.getResponseBody().flush();
          exchange.close();
        });
  }

  public final List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public final void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The part of the body that a range asks for; all of it without one. */
  protected static byte[] ranged(byte[] body, Optional<String> range) {
    if (range.isEmpty()) {
      return body;
    }
    String[] bounds = range.get().replaceFirst("bytes=", "").split("-", -1);
    int from = Integer.parseInt(bounds[0]);
    int to =
        bounds[1].isEmpty()
            ? body.length
            : (int) Math.min(body.length, Long.parseLong(bounds[1]) + 1);
    return Arrays.copyOfRange(body, from, to);
  }

  protected static Map<String, String> query(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).stream()
        .flatMap(query -> Arrays.stream(query.split("&", -1)))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
  }

  /** Of a part of a path, in which a plus is a plus, or of a query of clients that know that. */
  protected static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  protected static void send(
      HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    send(exchange, status, headers, body.getBytes(UTF_8));
  }

  protected static void send(
      HttpExchange exchange, int status, Map<String, String> headers, byte[] body)
      throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    requests.add(new Request(exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
    Answer answer = planned.poll();
    if (answer == null) {
      serve(exchange);
    } else {
      answer.to(exchange);
    }
  }
}
