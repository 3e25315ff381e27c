package dev.waybill.stores.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.fake.FakeStore;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lists and gives blobs as Azure Blob Storage does, to everybody; it has one container. */
final class FakeAzure extends FakeStore {
  static final String ACCOUNT = "waybilltest";
  static final String CONTAINER = "audit-events";
  static final String ETAG = "\"0x8DB1\"";
  static final String KEY = Base64.getEncoder().encodeToString("a key".getBytes(UTF_8));

  private static final String LIST = "/" + ACCOUNT + "/" + CONTAINER;
  private static final int PAGE = 400;

  FakeAzure() {
    start();
  }

  AzureFolder folder(String path) {
    return folder(CONTAINER, path);
  }

  AzureFolder folder(String container, String path) {
    return new AzureFolder(ACCOUNT, container, new StoragePath(path), Optional.of(service()));
  }

  URI service() {
    return url().resolve("/" + ACCOUNT);
  }

  void thenError(int status, String code) {
    then(exchange -> refuse(exchange, status, code));
  }

  /** What comes with a blob of this size, of which all or the end is sent. */
  static Map<String, String> headers(long from, long length) {
    return new HashMap<>(
        Map.of(
            "ETag",
            ETAG,
            "Last-Modified",
            "Fri, 20 Nov 2026 14:00:00 GMT",
            "x-ms-blob-type",
            "BlockBlob",
            "Content-Range",
            "bytes " + from + "-" + (length - 1) + "/" + length));
  }

  @Override
  protected void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.equals(LIST)) {
      list(exchange, query(exchange));
    } else if (path.startsWith(LIST + "/")) {
      give(exchange, decoded(path.substring(LIST.length() + 1)));
    } else {
      refuse(exchange, 404, "ContainerNotFound");
    }
  }

  private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
    String prefix = query.getOrDefault("prefix", "");
    StringBuilder blobs = new StringBuilder();
    int count = 0;
    String last = query.getOrDefault("marker", "");
    String marker = "";
    for (Map.Entry<String, byte[]> object : objects().tailMap(last + "\0").entrySet()) {
      if (object.getKey().startsWith(prefix)) {
        if (count == PAGE) {
          marker = last;
          break;
        }
        last = object.getKey();
        count++;
        blobs.append(blob(last, object.getValue()));
      }
    }
    send(
        exchange,
        200,
        Map.of("Content-Type", "application/xml"),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>"
            + blobs
            + "</Blobs><NextMarker>"
            + marker
            + "</NextMarker></EnumerationResults>");
  }

  private static String blob(String name, byte[] bytes) {
    return "<Blob><Name>"
        + name.replace("&", "&amp;")
        + "</Name><Properties><Content-Length>"
        + bytes.length
        + "</Content-Length><BlobType>BlockBlob</BlobType></Properties>"
        + (isFolder(name) ? "<Metadata><hdi_isfolder>true</hdi_isfolder></Metadata>" : "")
        + "</Blob>";
  }

  private void give(HttpExchange exchange, String name) throws IOException {
    byte[] body = objects().get(name);
    if (body == null) {
      refuse(exchange, 404, "BlobNotFound");
      return;
    }
    String match = exchange.getRequestHeaders().getFirst("If-Match");
    if (match != null && !unquoted(match).equals(unquoted(ETAG))) {
      refuse(exchange, 412, "ConditionNotMet");
      return;
    }
    Optional<String> range =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-ms-range"))
            .filter(one -> one.matches("bytes=\\d+-\\d*")); // like Azure it passes over nonsense
    if (range.isPresent() && body.length == 0) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */0");
      refuse(exchange, 416, "InvalidRange");
      return;
    }
    byte[] part = ranged(body, range);
    int from = range.map(FakeAzure::start).orElse(0);
    Map<String, String> headers = headers(from, body.length);
    headers.put(
        "Content-Range", "bytes %d-%d/%d".formatted(from, from + part.length - 1, body.length));
    if (isFolder(name)) {
      headers.put("x-ms-meta-hdi_isfolder", "true");
    }
    send(exchange, range.isPresent() ? 206 : 200, headers, part);
  }

  /** The client sends it without. */
  static String unquoted(String eTag) {
    return eTag.replace("\"", "");
  }

  private static int start(String range) {
    return Integer.parseInt(range.replaceFirst("bytes=(\\d+)-.*", "$1"));
  }

  /** Of an account with a hierarchical namespace. */
  private static boolean isFolder(String name) {
    return name.endsWith("-folder");
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    send(
        exchange,
        status,
        Map.of("x-ms-error-code", code, "Content-Type", "application/xml"),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>"
            + code
            + "</Code><Message>Azure says\nno.\nRequestId:1\nTime:2026</Message></Error>");
  }
}
