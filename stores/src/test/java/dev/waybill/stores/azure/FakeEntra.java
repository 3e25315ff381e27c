package dev.waybill.stores.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.PrivateAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Where tokens of Microsoft Entra ID are to be had, over TLS: for an application with a secret, in
 * directories that have consented to it; and where administrators consent.
 */
public final class FakeEntra implements AutoCloseable {
  public static final String CLIENT_ID = "11111111-2222-4333-8444-555566667777";
  public static final String SECRET = "hush-hush-hush";

  /** One request for a token. */
  public record Request(String directory, Map<String, String> form) {}

  private record Refusal(int status, int code) {}

  private static final Pattern TOKEN = Pattern.compile("/([^/]+)/oauth2/v2.0/token");

  private final PrivateAuthority authority;
  private final Set<String> consents = ConcurrentHashMap.newKeySet();
  private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Queue<String> strangePaths = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpsServer server;
  private volatile Runnable whenAsked = () -> {};

  /**
   * @param folder for its certificate, which must be empty
   */
  public FakeEntra(Path folder) {
    authority = PrivateAuthority.in(folder, "Entra");
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(tls(authority)));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** As settings name it. */
  public URI authority() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  /** Who vouches for this server, and may for others. */
  public PrivateAuthority vouching() {
    return authority;
  }

  /** What makes it trusted. */
  public CaBundle certificates() {
    return CaBundle.read(authority.certificate());
  }

  /** The application, with the secret that is known here. */
  public AzureApplication application() {
    return new AzureApplication(
        CLIENT_ID, "Waybill", authority(), new AzureApplication.Proof.Secret(SECRET));
  }

  /** What an administrator of that directory does. */
  public void consent(EntraDirectory directory) {
    consents.add(directory.id());
  }

  /** Refuses the next request, as with {@code AADSTS} and that number. */
  public void thenRefuse(int status, int code) {
    refusals.add(new Refusal(status, code));
  }

  /** Does this whenever a token is asked for. */
  public void whenAsked(Runnable what) {
    whenAsked = what;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** What else was asked for. */
  public List<String> strangePaths() {
    return List.copyOf(strangePaths);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Optional<FakeConsentPage.Asked> consent = FakeConsentPage.Asked.at(exchange.getRequestURI());
    if (consent.isPresent()) {
      decide(exchange, consent.get(), body);
      return;
    }
    String path = exchange.getRequestURI().getPath();
    Matcher token = TOKEN.matcher(path);
    if (!token.matches()) {
      strangePaths.add(path);
      send(exchange, 404, "{}");
      return;
    }
    String directory = token.group(1);
    Map<String, String> form = form(body);
    requests.add(new Request(directory, form));
    whenAsked.run();
    Refusal refusal = refusals.poll();
    if (refusal != null) {
      refuse(exchange, refusal);
    } else if (!SECRET.equals(form.get("client_secret")) && !form.containsKey("client_assertion")) {
      refuse(exchange, new Refusal(401, 7000215));
    } else if (!consents.contains(directory)) {
      refuse(exchange, new Refusal(400, 700016));
    } else {
      send(
          exchange,
          200,
          "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,"
              + "\"access_token\":\""
              + token(directory, form)
              + "\"}");
    }
  }

  /** Shows the page, or sends whoever has decided back. */
  private void decide(HttpExchange exchange, FakeConsentPage.Asked asked, String body)
      throws IOException {
    exchange.getResponseHeaders().set("X-Frame-Options", "DENY");
    if (!asked.isOf(CLIENT_ID)) {
      send(exchange, 400, "{}");
    } else if (exchange.getRequestMethod().equals("GET")) {
      send(exchange, 200, "text/html; charset=utf-8", FakeConsentPage.HTML);
    } else {
      boolean accepted = "accept".equals(form(body).get("answer"));
      if (accepted) {
        consents.add(asked.directory());
      }
      exchange.getResponseHeaders().set("Location", accepted ? asked.accepted() : asked.declined());
      send(exchange, 302, "text/plain", "");
    }
  }

  /** It has all that Azurite looks at; nobody signs it. */
  private static String token(String directory, Map<String, String> form) {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"aud\":\"%s\",\"iss\":\"https://sts.windows.net/%s/\",\"iat\":%d,\"nbf\":%d,\"exp\":%d,\"appid\":\"%s\",\"tid\":\"%s\"}"
            .formatted(
                form.getOrDefault("scope", "").replaceFirst("/\\.default.*", ""),
                directory,
                now,
                now - 60,
                now + 3599,
                CLIENT_ID,
                directory);
    return base64("{\"typ\":\"JWT\",\"alg\":\"RS256\"}")
        + "."
        + base64(claims)
        + "."
        + base64("sig");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    send(
        exchange,
        refusal.status(),
        "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS"
            + refusal.code()
            + ": No. Trace ID: 1 Correlation ID: 2 Timestamp: 2026\",\"error_codes\":["
            + refusal.code()
            + "]}");
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    send(exchange, status, "application/json; charset=utf-8", json);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    byte[] body = text.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private static SSLContext tls(PrivateAuthority authority) {
    try (InputStream in = Files.newInputStream(authority.serverKeys())) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PrivateAuthority.PASSWORD.toCharArray());
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, PrivateAuthority.PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot set up TLS", e);
    }
  }
}
