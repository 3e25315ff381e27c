package dev.waybill.server.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Another site, which shows a page of the portal in a frame that may do no more than it needs. */
public final class Platform implements AutoCloseable {
  private final HttpServer server;
  private volatile String shown = "about:blank";

  public Platform() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          byte[] page =
              """
              <!doctype html><html lang="en"><title>Platform</title><h1>Platform</h1>
              <iframe title="Audit" width="900" height="700" src="%s" allow="clipboard-write"
                sandbox="allow-scripts allow-same-origin allow-forms allow-downloads allow-popups
                  allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe></html>
              """
                  .formatted(shown)
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What the frame shows from the next load on. */
  public void show(String url) {
    shown = url;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
