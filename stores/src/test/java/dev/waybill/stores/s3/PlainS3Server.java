package dev.waybill.stores.s3;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An S3 server on loopback that lacks what a test takes from it; else it looks at conditions. It
 * lets everybody in, and keeps objects as files in a folder for each bucket.
 */
public final class PlainS3Server implements AutoCloseable {
  private static final String CONDITION = "If-None-Match";

  /** What it does not do. */
  public enum Lack {
    /** It puts an object whatever the condition says. */
    IGNORES_CONDITIONS,
    /** It refuses requests with a condition. */
    REFUSES_CONDITIONS,
    /** It refuses requests with a Content-MD5. */
    REFUSES_MD5
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path folder;
  private final Map<String, SortedMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
  private final Queue<String> written = new ConcurrentLinkedQueue<>();
  private volatile Set<Lack> lacks = EnumSet.noneOf(Lack.class);

  public PlainS3Server(Path folder) {
    this.folder = folder;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** From now on it lacks this, and nothing else. */
  public void lack(Lack... what) {
    lacks = what.length == 0 ? EnumSet.noneOf(Lack.class) : EnumSet.copyOf(List.of(what));
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Bucket and key of each object that was put, again if it was put again. */
  public List<String> written() {
    return List.copyOf(written);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Optional<String> refused = refusedHeader(exchange);
    if (refused.isPresent()) {
      ScriptedS3Server.send(exchange, 501, Map.of(), notImplemented(refused.get()));
      return;
    }
    String key = exchange.getRequestURI().getPath().substring(1);
    Map<String, String> query = query(exchange);
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        if (query.containsKey("uploadId")) {
          keepPart(query, body);
          ok(exchange, "");
        } else {
          store(exchange, key, body, "");
        }
      }
      case "POST" -> {
        if (query.containsKey("uploadId")) {
          byte[] whole = whole(query);
          store(
              exchange,
              key,
              whole,
              "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>");
        } else {
          String id = UUID.randomUUID().toString();
          uploads.put(id, new TreeMap<>());
          ok(
              exchange,
              "<InitiateMultipartUploadResult><UploadId>"
                  + id
                  + "</UploadId></InitiateMultipartUploadResult>");
        }
      }
      default ->
          ScriptedS3Server.send(
              exchange, 405, Map.of(), ScriptedS3Server.error("MethodNotAllowed", "No."));
    }
  }

  private Optional<String> refusedHeader(HttpExchange exchange) {
    if (lacks.contains(Lack.REFUSES_CONDITIONS) && has(exchange, CONDITION)) {
      return Optional.of(CONDITION);
    }
    return lacks.contains(Lack.REFUSES_MD5) && has(exchange, "Content-MD5")
        ? Optional.of("Content-MD5")
        : Optional.empty();
  }

  private static boolean has(HttpExchange exchange, String header) {
    return exchange.getRequestHeaders().containsKey(header);
  }

  private void keepPart(Map<String, String> query, byte[] body) {
    SortedMap<Integer, byte[]> parts = parts(query);
    synchronized (parts) {
      parts.put(Integer.valueOf(requireNonNull(query.get("partNumber"), "no partNumber")), body);
    }
  }

  private SortedMap<Integer, byte[]> parts(Map<String, String> query) {
    return requireNonNull(uploads.get(query.get("uploadId")), "no upload of that id");
  }

  private byte[] whole(Map<String, String> query) {
    SortedMap<Integer, byte[]> parts = parts(query);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    synchronized (parts) {
      parts.values().forEach(whole::writeBytes);
    }
    return whole.toByteArray();
  }

  private void store(HttpExchange exchange, String key, byte[] body, String answer)
      throws IOException {
    boolean conditional = has(exchange, CONDITION) && !lacks.contains(Lack.IGNORES_CONDITIONS);
    Path file = folder.resolve(key);
    boolean taken;
    synchronized (this) {
      taken = conditional && Files.exists(file);
      if (!taken) {
        Files.createDirectories(file.getParent());
        Files.write(file, body);
        written.add(key);
      }
    }
    if (taken) {
      ScriptedS3Server.send(
          exchange, 412, Map.of(), ScriptedS3Server.error("PreconditionFailed", "It is there."));
    } else {
      ok(exchange, answer);
    }
  }

  private static void ok(HttpExchange exchange, String answer) throws IOException {
    ScriptedS3Server.send(exchange, 200, Map.of("ETag", "\"etag\""), answer);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new TreeMap<>();
    String text = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    for (String field : text.split("&", -1)) {
      int equals = field.indexOf('=');
      query.put(
          equals < 0 ? field : field.substring(0, equals),
          equals < 0 ? "" : field.substring(equals + 1));
    }
    return query;
  }

  /** As AWS said it while it did not know the condition. */
  private static String notImplemented(String header) {
    return "<Error><Code>NotImplemented</Code><Message>A header you provided implies functionality"
        + " that is not implemented.</Message><Header>"
        + header
        + "</Header></Error>";
  }
}
