package dev.waybill.stores.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of Azure's Blob service that puts objects: any account, the containers that were made,
 * signatures whose fields allow it, and any token. It fails as it is told to, each time once and in
 * order.
 */
public final class FakeBlobService implements AutoCloseable {
  /** One request: its target is without the query, which may be a signature. */
  public record Request(String operation, String path, Headers headers) {}

  /** What becomes of a request instead of being served. */
  public interface Fault {
    void on(HttpExchange exchange, Service service) throws IOException;
  }

  /** Does what was asked for and answers. */
  public interface Service {
    void serve() throws IOException;
  }

  private static final Pattern PATH = Pattern.compile("/[a-z0-9]+/([a-z0-9-]+)/(.+)");

  /** Whether the answer of the request that this thread serves gets lost. */
  private static final ThreadLocal<Boolean> LOST = ThreadLocal.withInitial(() -> false);

  private final FakeBlobs blobs = new FakeBlobs();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /** Without TLS. */
  public FakeBlobService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** As settings name it. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/{account}";
  }

  /** A signature that this service takes, if its fields allow what is asked. */
  public static String sas(String permissions) {
    return "sv=2026-02-06&sr=c&sp="
        + permissions
        + "&se=2099-01-01T00%3A00%3A00Z&sig="
        + "c2lnLQ%3D%3D";
  }

  public void createContainer(String container) {
    blobs.create(container);
  }

  public Optional<byte[]> read(String container, String name) {
    return Optional.ofNullable(blobs.objects().get(container + "/" + name));
  }

  /** What was put, by container and name. */
  public SortedMap<String, byte[]> objects() {
    return blobs.objects();
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** What becomes of the next request that has no fault yet. */
  public void then(Fault fault) {
    faults.add(fault);
  }

  /** Serves that one. */
  public void thenServe() {
    then((exchange, service) -> service.serve());
  }

  public void thenError(int status, String code) {
    then((exchange, service) -> refuse(exchange, status, code, Map.of()));
  }

  public void thenError(int status, String code, Map<String, String> headers) {
    then((exchange, service) -> refuse(exchange, status, code, headers));
  }

  /** Answers as something does that stands in between and knows nothing of Azure. */
  public void thenPage(int status, String contentType, Map<String, String> headers) {
    then(
        (exchange, service) -> {
          if (!contentType.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
          }
          send(exchange, status, headers, "<html><body>back soon</body></html>");
        });
  }

  /** Refuses for a reason that only the detail tells. */
  public void thenUnauthentic(String detail) {
    then(
        (exchange, service) ->
            send(
                exchange,
                403,
                Map.of(
                    "x-ms-error-code", "AuthenticationFailed", "Content-Type", "application/xml"),
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthenticationFailed</Code>"
                    + "<Message>Server failed to authenticate the request. Make sure the value of"
                    + " Authorization header is formed correctly including the signature.\n"
                    + "RequestId:1\nTime:2026</Message><AuthenticationErrorDetail>"
                    + detail
                    + "</AuthenticationErrorDetail></Error>"));
  }

  /** Stores what was sent, and answers that something went wrong. */
  public void thenErrorAfterServing(int status, String code) {
    then((exchange, service) -> refuse(served(exchange, service), status, code, Map.of()));
  }

  /** Closes the connection without a word. */
  public void thenHangUp() {
    then((exchange, service) -> exchange.close());
  }

  /** Stores what was sent, and closes the connection without a word. */
  public void thenHangUpAfterServing() {
    then((exchange, service) -> served(exchange, service).close());
  }

  /** Says nothing until the service ends. */
  public void thenSilence() {
    then(
        (exchange, service) -> {
          try {
            closed.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpExchange served(HttpExchange exchange, Service service) throws IOException {
    LOST.set(true);
    try {
      service.serve();
    } finally {
      LOST.set(false);
    }
    return exchange;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, String> query = query(exchange);
    requests.add(
        new Request(
            exchange.getRequestMethod() + " " + query.getOrDefault("comp", "blob"),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders()));
    Fault fault = faults.poll();
    Service service = () -> serve(exchange, query, body);
    if (fault == null) {
      service.serve();
    } else {
      fault.on(exchange, service);
    }
  }

  private void serve(HttpExchange exchange, Map<String, String> query, byte[] body)
      throws IOException {
    Matcher path = PATH.matcher(exchange.getRequestURI().getRawPath());
    if (!exchange.getRequestMethod().equals("PUT") || !path.matches()) {
      refuse(exchange, 400, "UnsupportedHttpVerb", Map.of());
      return;
    }
    Optional<FakeBlobs.Refusal> refusal =
        blobs.refusal(
            new FakeBlobs.Asked(
                path.group(1), decoded(path.group(2)), query, exchange.getRequestHeaders(), body));
    if (refusal.isPresent()) {
      refuse(exchange, refusal.get().status(), refusal.get().code(), Map.of());
    } else {
      send(
          exchange,
          201,
          Map.of(
              "ETag",
              "\"0x8DB1\"",
              "Last-Modified",
              "Fri, 20 Nov 2026 14:00:00 GMT",
              "x-ms-request-server-encrypted",
              "true"),
          "");
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).stream()
        .flatMap(query -> Arrays.stream(query.split("&", -1)))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static void refuse(
      HttpExchange exchange, int status, String code, Map<String, String> headers)
      throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    send(
        exchange,
        status,
        Map.of("x-ms-error-code", code, "Content-Type", "application/xml"),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>"
            + code
            + "</Code><Message>Azure says\nno.\nRequestId:1\nTime:2026</Message></Error>");
  }

  private static void send(
      HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    if (LOST.get()) {
      return;
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = body.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
