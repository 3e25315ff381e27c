package dev.waybill.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;

/** Somebody at the portal, logged in by a key as with a browser. */
final class PortalSession implements AutoCloseable {
  private static final int SEE_OTHER = 303;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final String cookie;

  PortalSession(URI server, String key) throws IOException, InterruptedException {
    this.server = server;
    var login =
        HttpRequest.newBuilder(server.resolve("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString("key=" + key))
            .build();
    var answer = http.send(login, BodyHandlers.discarding());
    if (answer.statusCode() != SEE_OTHER) {
      throw new IllegalStateException("the login answered " + answer.statusCode());
    }
    cookie =
        answer.headers().allValues("Set-Cookie").stream()
            .map(set -> set.replaceFirst(";.*", ""))
            .filter(set -> !set.endsWith("="))
            .collect(Collectors.joining("; "));
  }

  /** An answer, until its last byte. */
  record Answer(long nanos, int bytes) {}

  Answer get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.resolve(path)).header("Cookie", cookie).build();
    long start = System.nanoTime();
    var answer = http.send(request, BodyHandlers.ofByteArray());
    long nanos = System.nanoTime() - start;
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + " answered " + answer.statusCode());
    }
    return new Answer(nanos, answer.body().length);
  }

  @Override
  public void close() {
    http.close();
  }
}
