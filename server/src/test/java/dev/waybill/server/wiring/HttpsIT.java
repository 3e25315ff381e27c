package dev.waybill.server.wiring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.testing.TestCertificate;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.tls.LiveCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API on a port that speaks TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpsIT {
  private static final TestCertificate FIRST = TestCertificate.make("EC");
  private static final TestCertificate SECOND = TestCertificate.make("RSA");

  private final Path folder;
  private final TestingServer server;
  private final LiveCertificate live;

  HttpsIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    FIRST.writeTo(folder);
    server =
        TestingServer.start(
            Files.createDirectory(folder.resolve("server")),
            Map.of(
                "server.tls.certificate", folder.resolve("chain.pem").toString(),
                "server.tls.key", folder.resolve("key.pem").toString()));
    live = server.running().context().getBean(LiveCertificate.class);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void startWithTheFirst() throws IOException {
    FIRST.writeTo(folder);
    live.refresh();
  }

  @Test
  void answersByHttpsAndSaysThatItWantsNothingElse() throws IOException {
    assertThat(server.api().getScheme()).isEqualTo("https");
    try (SSLSocket socket = connect(FIRST)) {
      assertThat(exchange(socket))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("Strict-Transport-Security: max-age=31536000\r\n");
    }
  }

  @Test
  void leavesTheManagementPortPlain() {
    assertThat(server.management().getScheme()).isEqualTo("http");
    assertThat(server.managementClient().get("/health/ready").send().status()).isEqualTo(200);
    assertThat(server.managementClient().get("/metrics").send().body())
        .contains("\nwaybill_tls_expires_in_seconds ");
  }

  @Test
  void givesNewConnectionsTheNewCertificateAndKeepsOpenOnes() throws IOException {
    try (SSLSocket before = connect(FIRST)) {
      assertThat(exchange(before)).startsWith("HTTP/1.1 200");

      SECOND.writeTo(folder);
      live.refresh();

      assertThat(exchange(before)).startsWith("HTTP/1.1 200");
      try (SSLSocket after = connect(SECOND)) {
        assertThat(shown(after)).isEqualTo(SECOND.chain().getFirst());
        assertThat(exchange(after)).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void keepsTheCertificateWhileItsKeyIsMissing() throws IOException {
    Files.writeString(folder.resolve("chain.pem"), SECOND.chainPem());
    live.refresh();

    try (SSLSocket socket = connect(FIRST)) {
      assertThat(shown(socket)).isEqualTo(FIRST.chain().getFirst());
    }
  }

  @Test
  void tellsARequestWithoutTlsWhatIsWrong() throws IOException {
    URI address = server.api();
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));

      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 400")
          .contains("This combination of host and port requires TLS");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void speaksTheProtocolsThatAreSafe(String protocol) throws IOException {
    try (SSLSocket socket = open(FIRST)) {
      socket.setEnabledProtocols(new String[] {protocol});
      assertThat(exchange(socket)).startsWith("HTTP/1.1 200");
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      assertThat(socket.getSession().getCipherSuite()).containsAnyOf("GCM", "CHACHA20");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"})
  void speaksNoWeakCipher(String cipher) throws IOException {
    try (SSLSocket socket = open(FIRST)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {cipher});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  private SSLSocket connect(TestCertificate trusted) throws IOException {
    SSLSocket socket = open(trusted);
    socket.startHandshake();
    return socket;
  }

  private SSLSocket open(TestCertificate trusted) throws IOException {
    URI address = server.api();
    return (SSLSocket)
        trusted.trusting().getSocketFactory().createSocket(address.getHost(), address.getPort());
  }

  private static Certificate shown(SSLSocket socket) throws IOException {
    return socket.getSession().getPeerCertificates()[0];
  }

  /** The head of the answer to a request; the connection stays open. */
  private static String exchange(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("HEAD /api/version HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    var head = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.append(line).append("\r\n");
    }
    return head.toString();
  }
}
