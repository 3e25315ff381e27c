package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.waybill.stores.network.PrivateAuthority;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is of its company's own authority. */
class OwnAuthorityTest {
  private final Path folder;
  private final PrivateAuthority authority;
  private final HttpsServer server;

  OwnAuthorityTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    authority = PrivateAuthority.in(folder, "company");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(authority)));
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = "{\"tenants\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Waybill-Api", "1");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void isTrustedWithThePemFileOfTheProfile() {
    Path profiles = configure("--ca-bundle", authority.certificate().toString());

    Ran ran = Ran.command("admin", "tenant", "list", "--config", profiles.toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void isNotTrustedWithoutIt() {
    Path profiles = configure();

    Ran ran = Ran.command("admin", "tenant", "list", "--config", profiles.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .contains("Nobody whom this command trusts has issued the certificate of " + address())
        .contains("WAYBILL_CA_BUNDLE")
        .hasLineCount(1);
  }

  @Test
  void isNotTrustedByAFileWithoutCertificates() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
    Path profiles = configure("--ca-bundle", empty.toString());

    Ran ran = Ran.command("admin", "tenant", "list", "--config", profiles.toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(empty + " holds no certificate").hasLineCount(1);
  }

  private Path configure(String... more) {
    Path profiles = folder.resolve("profiles.yaml");
    var arguments =
        new ArrayList<>(
            List.of(
                "configure",
                "--host",
                address(),
                "--api-key",
                "wb_test",
                "--config",
                profiles.toString()));
    arguments.addAll(List.of(more));
    assertThat(Ran.command(arguments.toArray(String[]::new)).exitCode()).isZero();
    return profiles;
  }

  private String address() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  private static SSLContext context(PrivateAuthority authority) throws Exception {
    char[] password = PrivateAuthority.PASSWORD.toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(authority.serverKeys())) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
