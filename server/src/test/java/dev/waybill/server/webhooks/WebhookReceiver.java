package dev.waybill.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.waybill.server.testing.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A tenant's program on this machine, with a certificate of its own. */
public final class WebhookReceiver implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final TestCertificate CERTIFICATE = TestCertificate.make("EC");

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Answer answer = exchange -> exchange.sendResponseHeaders(204, -1);

  /** What came. */
  public record Received(Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }

  /** How it answers. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  public WebhookReceiver() {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(ofServer()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  void answer(Answer how) {
    answer = how;
  }

  public void answer(int status) {
    answer = exchange -> exchange.sendResponseHeaders(status, -1);
  }

  public EndpointUrl url() {
    return new EndpointUrl("https://127.0.0.1:" + server.getAddress().getPort() + "/hook?key=1");
  }

  public List<Received> received() {
    return received;
  }

  /** For whoever is to trust it: a file in that folder. */
  public static Path certificate(Path folder) throws IOException {
    return Files.writeString(folder.resolve("receiver.pem"), CERTIFICATE.chainPem());
  }

  /** Trusts it. */
  static SSLContext trusting() {
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, PASSWORD);
      anchors.setCertificateEntry("server", CERTIFICATE.chain().getFirst());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      received.add(new Received(Map.copyOf(exchange.getRequestHeaders()), body));
      answer.to(exchange);
    }
  }

  private static SSLContext ofServer() {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, PASSWORD);
      keys.setKeyEntry(
          "server",
          CERTIFICATE.key(),
          PASSWORD,
          CERTIFICATE.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
