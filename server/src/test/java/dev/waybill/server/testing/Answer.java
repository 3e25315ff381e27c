package dev.waybill.server.testing;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
public record Answer(int status, HttpHeaders headers, String body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Answer of(java.net.http.HttpResponse<byte[]> response) {
    return new Answer(
        response.statusCode(),
        response.headers(),
        new String(response.body(), StandardCharsets.UTF_8));
  }

  public JsonNode json() {
    return JSON.readTree(body);
  }

  /** A text of the JSON body; empty if there is none. */
  public String text(String field) {
    return json().path(field).asString("");
  }

  /** A header, or empty. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
