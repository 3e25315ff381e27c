package dev.waybill.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks for events over HTTP, one request after the other. */
final class SearchClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final URI server;
  private final String key;

  SearchClient(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  /**
   * What one request found.
   *
   * @param complete whether nothing is left to look through
   */
  record Answer(long nanos, List<JsonNode> events, String cursor, boolean complete) {}

  /**
   * What a search took.
   *
   * @param complete whether it came to the end
   */
  record Search(Latencies latencies, int found, boolean complete) {}

  Answer ask(String query) throws Exception {
    var request =
        HttpRequest.newBuilder(server.resolve("/api/audit/events?" + query))
            .header("Authorization", "Bearer " + key)
            .build();
    long start = System.nanoTime();
    var answer = http.send(request, BodyHandlers.ofByteArray());
    long nanos = System.nanoTime() - start;
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(query + " answered " + answer.statusCode());
    }
    JsonNode body = json.readTree(answer.body());
    return new Answer(
        nanos,
        body.path("events").valueStream().toList(),
        body.path("cursor").asString(),
        body.path("complete").asBoolean());
  }

  /** Goes on by cursor, until everything was looked at or so many requests were made. */
  Search follow(String query, int most) throws Exception {
    List<Long> nanos = new ArrayList<>();
    Answer answer = ask(query);
    nanos.add(answer.nanos());
    int found = answer.events().size();
    while (!answer.complete() && nanos.size() < most) {
      answer = ask(query + "&cursor=" + answer.cursor());
      nanos.add(answer.nanos());
      found += answer.events().size();
    }
    return new Search(new Latencies(nanos), found, answer.complete());
  }

  @Override
  public void close() {
    http.close();
  }
}
