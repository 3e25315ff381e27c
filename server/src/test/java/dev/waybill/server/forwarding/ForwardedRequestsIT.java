package dev.waybill.server.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.settings.AddressRange;
import dev.waybill.server.settings.ServerSettings.ForwardingHeaders;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a servlet sees of requests that come from this machine. */
class ForwardedRequestsIT {
  private static final AddressRange LOOPBACK =
      new AddressRange(InetAddress.ofLiteral("127.0.0.0"), 8);
  private static final AddressRange ELSEWHERE =
      new AddressRange(InetAddress.ofLiteral("10.0.0.0"), 8);

  @TempDir private Path folder;

  private final Tomcat tomcat = new Tomcat();

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void areTheClientsIfATrustedProxySaysSo() throws Exception {
    start(ForwardingHeaders.X_FORWARDED, LOOPBACK);

    assertThat(
            seen(
                "X-Forwarded-For: 6.6.6.6, 192.0.2.7, 127.0.0.2",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: api.example.com:8443",
                "X-Forwarded-Port: 1",
                "Forwarded: for=7.7.7.7"))
        .isEqualTo("192.0.2.7 192.0.2.7 https true api.example.com 8443 [Host]");
  }

  @Test
  void haveThePortOfTheirScheme() throws Exception {
    start(ForwardingHeaders.X_FORWARDED, LOOPBACK);

    assertThat(seen("X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https"))
        .isEqualTo("192.0.2.7 192.0.2.7 https true localhost 443 [Host]");
    assertThat(seen("X-Forwarded-Host: [2001:db8::1]"))
        .isEqualTo("127.0.0.1 127.0.0.1 http false [2001:db8::1] 80 [Host]");
  }

  @Test
  void areNobodyElsesIfAStrangerSaysSo() throws Exception {
    start(ForwardingHeaders.X_FORWARDED, ELSEWHERE);
    String plain = seen();

    assertThat(plain).isEqualTo("127.0.0.1 127.0.0.1 http false localhost 80 [Host]");
    assertThat(
            seen(
                "X-Forwarded-For: 192.0.2.7",
                "X-FORWARDED-PROTO: https",
                "x-forwarded-host: evil.example.com",
                "X-Forwarded-Prefix: /x",
                "Forwarded: for=192.0.2.7;proto=https;host=evil.example.com"))
        .isEqualTo(plain);
  }

  @Test
  void areByTheHeaderThatWasChosenAlone() throws Exception {
    start(ForwardingHeaders.FORWARDED, LOOPBACK);

    assertThat(
            seen(
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-Host: evil.example.com",
                "Forwarded: for=192.0.2.7;proto=https"))
        .isEqualTo("192.0.2.7 192.0.2.7 https true localhost 443 [Host]");
    assertThat(seen("X-Forwarded-For: 6.6.6.6"))
        .isEqualTo("127.0.0.1 127.0.0.1 http false localhost 80 [Host]");
  }

  @Test
  void areTheirOwnOnAConnectionThatSeveralShare() throws Exception {
    start(ForwardingHeaders.X_FORWARDED, LOOPBACK);
    String first = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n";
    String second = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    assertThat(exchange(first + second))
        .contains("192.0.2.7 192.0.2.7 http false localhost 80 [Host]")
        .endsWith("127.0.0.1 127.0.0.1 http false localhost 80 [Host, Connection]");
  }

  private void start(ForwardingHeaders spoken, AddressRange trusted) throws LifecycleException {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "seen", new Seen());
    context.addServletMappingDecoded("/", "seen");
    tomcat.getEngine().getPipeline().addValve(new ForwardedRequests(List.of(trusted), spoken));
    tomcat.start();
  }

  private String seen(String... headers) throws IOException {
    String lines = String.join("", List.of(headers).stream().map(it -> it + "\r\n").toList());
    String answer = exchange("GET / HTTP/1.0\r\nHost: localhost\r\n" + lines + "\r\n");
    return answer.substring(answer.lastIndexOf('\n') + 1);
  }

  private String exchange(String request) throws IOException {
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Answers with what it sees. */
  private static final class Seen extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      response
          .getWriter()
          .print(
              String.join(
                  " ",
                  request.getRemoteAddr(),
                  request.getRemoteHost(),
                  request.getScheme(),
                  Boolean.toString(request.isSecure()),
                  request.getServerName(),
                  Integer.toString(request.getServerPort()),
                  Collections.list(request.getHeaderNames()).toString()));
    }
  }
}
