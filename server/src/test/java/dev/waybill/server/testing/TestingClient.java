package dev.waybill.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Sends requests to one address. */
public final class TestingClient {
  private static final HttpClient HTTP = connections(Optional.empty());

  private final URI server;
  private final Optional<SSLContext> tls;
  private final HttpClient http;

  TestingClient(URI server) {
    this.server = server;
    this.tls = Optional.empty();
    this.http = HTTP;
  }

  /** Of a server whose certificate only this context trusts. */
  TestingClient(URI server, SSLContext tls) {
    this.server = server;
    this.tls = Optional.of(tls);
    this.http = connections(this.tls);
  }

  public Request get(String path) {
    return new Request("GET", path);
  }

  public Request post(String path) {
    return new Request("POST", path);
  }

  public Request put(String path) {
    return new Request("PUT", path);
  }

  public Request delete(String path) {
    return new Request("DELETE", path);
  }

  public Request request(String method, String path) {
    return new Request(method, path);
  }

  /** Events, one a line. */
  public Request events(String query, String... lines) {
    return post("/api/audit/events" + query)
        .header("Content-Type", "application/x-ndjson")
        .body(String.join("\n", lines));
  }

  /** A request in the making. */
  public final class Request {
    private final String method;
    private final HttpRequest.Builder request;
    private HttpRequest.BodyPublisher body = BodyPublishers.noBody();

    private Request(String method, String path) {
      this.method = method;
      this.request = HttpRequest.newBuilder(server.resolve(path));
    }

    public Request key(String key) {
      return header("Authorization", "Bearer " + key);
    }

    public Request header(String name, String value) {
      request.header(name, value);
      return this;
    }

    public Request body(String text) {
      return body(text.getBytes(StandardCharsets.UTF_8));
    }

    public Request body(byte[] bytes) {
      body = BodyPublishers.ofByteArray(bytes);
      return this;
    }

    public Request body(HttpRequest.BodyPublisher publisher) {
      body = publisher;
      return this;
    }

    public Answer send() {
      return send(http);
    }

    /**
     * Sends it on a connection of its own: the server may end one on which it refused a request
     * before it had read all of it, and a client notices too late.
     */
    public Answer sendAlone() {
      try (HttpClient alone = connections(tls)) {
        return send(alone);
      }
    }

    private Answer send(HttpClient client) {
      try {
        return Answer.of(
            client.send(request.method(method, body).build(), BodyHandlers.ofByteArray()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for the server", e);
      }
    }
  }

  private static HttpClient connections(Optional<SSLContext> tls) {
    HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    tls.ifPresent(client::sslContext);
    return client.build();
  }
}
