package dev.waybill.stores.gcs;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.waybill.stores.gcs.FakeGcsExchange.Reply;
import dev.waybill.stores.gcs.FakeGcsExchange.Request;
import dev.waybill.stores.network.PrivateAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Google Cloud Storage as far as Waybill uses it: uploads in one request and in chunks, with
 * conditions, checksums and permissions, lists, downloads, and tokens for keys of service accounts.
 * Everybody may list and read, as the verifier does over HTTP.
 */
public final class FakeGcsServer implements AutoCloseable {
  /** The requests that a fault can be planned for. */
  public enum Step {
    TOKEN,
    /** An object in one request. */
    PUT,
    /** The beginning of an upload in chunks. */
    START,
    /** A chunk that is not the last. */
    CHUNK,
    /** The last chunk. */
    FINISH,
    CANCEL,
    OTHER
  }

  /**
   * What was asked.
   *
   * @param target with the query
   */
  public record Asked(Step step, String target, Headers headers) {}

  private static final String TOKEN_PATH = "/token";

  private final FakeGcsTokens tokens = new FakeGcsTokens();
  private final FakeGcsObjects objects = new FakeGcsObjects();
  private final FakeGcsApi api = new FakeGcsApi(objects, tokens);
  private final Map<Step, Queue<FakeGcsFault>> faults = new EnumMap<>(Step.class);
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String scheme;

  private FakeGcsServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    for (Step step : Step.values()) {
      faults.put(step, new ConcurrentLinkedQueue<>());
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** On a free port of this machine, without TLS. */
  public static FakeGcsServer start() {
    try {
      return new FakeGcsServer(HttpServer.create(anyPort(), 0), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with TLS, by a certificate of that authority. */
  public static FakeGcsServer withTls(PrivateAuthority authority) {
    try (InputStream file = Files.newInputStream(authority.serverKeys())) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, PrivateAuthority.PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PrivateAuthority.PASSWORD.toCharArray());
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(managers.getKeyManagers(), null, null);
      HttpsServer server = HttpsServer.create(anyPort(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return new FakeGcsServer(server, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of the JSON API. */
  public URI endpoint() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Where keys are exchanged for tokens. */
  public URI tokenEndpoint() {
    return endpoint().resolve(TOKEN_PATH);
  }

  /** Makes a service account with a key. */
  public FakeServiceAccount account(String email) {
    FakeServiceAccount account = FakeServiceAccount.named(email);
    tokens.register(account);
    return account;
  }

  /** From now on the key gets no token any more; tokens go on. */
  public void deleteKey(FakeServiceAccount account) {
    tokens.deleteKey(account);
  }

  /** No token that was given out is good any more. */
  public void revokeTokens() {
    tokens.revokeTokens();
  }

  public void createBucket(String bucket) {
    objects.create(bucket);
  }

  public void deleteBucket(String bucket) {
    objects.delete(bucket);
  }

  /**
   * Allows something such as {@code storage.objects.create}, and makes the bucket unless it is
   * there.
   */
  public void grant(FakeServiceAccount account, String bucket, String... permissions) {
    grant(account.email(), bucket, permissions);
  }

  public void grant(String account, String bucket, String... permissions) {
    objects.grant(account, bucket, permissions);
  }

  public void revoke(FakeServiceAccount account, String bucket) {
    objects.revoke(account.email(), bucket);
  }

  /** A name that is taken is answered by the permission to delete that is missing. */
  public void checkPermissionsFirst() {
    objects.checkPermissionsFirst();
  }

  /** What lies in the bucket, by name. */
  public SortedMap<String, byte[]> objects(String bucket) {
    return objects
        .in(bucket)
        .orElseThrow(() -> new IllegalArgumentException("there is no bucket " + bucket));
  }

  /** Plans for the next request of that kind; several are met in order. */
  public void then(Step step, FakeGcsFault fault) {
    planned(step).add(fault);
  }

  /** All requests so far. */
  public List<Step> seen() {
    return asked.stream().map(Asked::step).toList();
  }

  /** The same with what was said in them. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** How many tokens were given out. */
  public int tokensIssued() {
    return tokens.issued();
  }

  /** How many uploads in chunks were begun and neither finished nor given up. */
  public int openUploads() {
    return api.openSessions();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private Queue<FakeGcsFault> planned(Step step) {
    return Objects.requireNonNull(faults.get(step));
  }

  private void handle(HttpExchange exchange) throws IOException {
    Step step = step(exchange);
    asked.add(new Asked(step, exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
    FakeGcsFault fault = planned(step).poll();
    if (fault == null) {
      serve(Request.read(exchange)).send(exchange);
    } else {
      fault.meet(exchange, this::serve);
    }
  }

  private Reply serve(Request request) {
    return request.path().equals(TOKEN_PATH)
        ? tokens.exchange(request)
        : api.serve(request, askedAt(request));
  }

  /** What the client takes for this server, which may be something in between. */
  private URI askedAt(Request request) {
    return request
        .header("Host")
        .map(host -> URI.create(scheme + "://" + host))
        .orElseGet(this::endpoint);
  }

  private static Step step(HttpExchange exchange) {
    String path = exchange.getRequestURI().getRawPath();
    Map<String, String> query = FakeGcsExchange.query(exchange.getRequestURI().getRawQuery());
    if (path.equals(TOKEN_PATH)) {
      return Step.TOKEN;
    }
    if (!path.startsWith("/upload/")) {
      return Step.OTHER;
    }
    if (!query.containsKey("upload_id")) {
      return "multipart".equals(query.get("uploadType")) ? Step.PUT : Step.START;
    }
    if (exchange.getRequestMethod().equals("DELETE")) {
      return Step.CANCEL;
    }
    String range = exchange.getRequestHeaders().getFirst("Content-Range");
    return range != null && range.endsWith("/*") ? Step.CHUNK : Step.FINISH;
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
