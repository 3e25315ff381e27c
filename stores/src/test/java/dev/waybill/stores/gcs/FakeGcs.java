package dev.waybill.stores.gcs;

import com.sun.net.httpserver.HttpExchange;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.fake.FakeStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists and gives objects as the JSON API of Google Cloud Storage does. */
final class FakeGcs extends FakeStore {
  static final String BUCKET = "audit-events";
  static final String GENERATION = "1700000000000001";

  private static final String LIST = "/storage/v1/b/" + BUCKET + "/o";
  private static final String MEDIA = "/download" + LIST + "/";
  private static final int PAGE = 400;

  FakeGcs() {
    start();
  }

  GcsFolder folder(String path) {
    return new GcsFolder(BUCKET, new StoragePath(path), Optional.of(url()));
  }

  void thenError(int status, String message) {
    thenStatus(
        status,
        "application/json; charset=UTF-8",
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"errors\":[]}}".formatted(status, message));
  }

  @Override
  protected void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.equals(LIST)) {
      list(exchange, query(exchange));
    } else if (path.startsWith(MEDIA) && "media".equals(query(exchange).get("alt"))) {
      give(exchange, decoded(path.substring(MEDIA.length())));
    } else {
      send(
          exchange,
          404,
          Map.of("Content-Type", "application/json"),
          "{\"error\":{\"code\":404,\"message\":\"The specified bucket does not exist.\"}}");
    }
  }

  private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
    String prefix = query.getOrDefault("prefix", "");
    List<String> items = new ArrayList<>();
    String last = query.getOrDefault("pageToken", "");
    String token = "";
    for (Map.Entry<String, byte[]> object : objects().tailMap(last + "\0").entrySet()) {
      if (object.getKey().startsWith(prefix)) {
        if (items.size() == PAGE) {
          token = ",\"nextPageToken\":\"" + last + "\"";
          break;
        }
        last = object.getKey();
        items.add("{\"name\":\"%s\",\"size\":\"%d\"}".formatted(last, object.getValue().length));
      }
    }
    String found = items.isEmpty() ? "" : ",\"items\":[" + String.join(",", items) + "]";
    send(
        exchange,
        200,
        Map.of("Content-Type", "application/json"),
        "{\"kind\":\"storage#objects\"" + found + token + "}");
  }

  private void give(HttpExchange exchange, String name) throws IOException {
    byte[] body = objects().get(name);
    String generation = query(exchange).getOrDefault("generation", GENERATION);
    if (body == null || !generation.equals(GENERATION)) {
      send(
          exchange,
          404,
          Map.of("Content-Type", "text/html; charset=UTF-8"),
          "No such object: " + BUCKET + "/" + name);
      return;
    }
    Optional<String> range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
    send(
        exchange,
        range.isPresent() ? 206 : 200,
        Map.of("x-goog-generation", GENERATION),
        ranged(body, range));
  }
}
