package dev.waybill.stores.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.stores.gcs.FakeGcsExchange.Reply;
import dev.waybill.stores.gcs.FakeGcsExchange.Request;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The part of the JSON API that uploads, lists and gives objects. */
final class FakeGcsApi {
  private static final Pattern UPLOAD = Pattern.compile("/upload/storage/v1/b/([^/]+)/o");
  private static final Pattern LIST = Pattern.compile("/storage/v1/b/([^/]+)/o");
  private static final Pattern MEDIA = Pattern.compile("/download/storage/v1/b/([^/]+)/o/(.+)");
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)");
  private static final int GRAIN = 256 * 1024;
  private static final int PAGE = 400;
  private static final Reply NO_SUCH_BUCKET =
      Reply.error(404, "notFound", "The specified bucket does not exist.");
  private static final JsonMapper JSON = new JsonMapper();

  /** An upload in chunks. */
  private record Session(
      String account,
      String bucket,
      String name,
      Map<String, String> query,
      ByteArrayOutputStream kept) {}

  private final FakeGcsObjects objects;
  private final FakeGcsTokens tokens;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  FakeGcsApi(FakeGcsObjects objects, FakeGcsTokens tokens) {
    this.objects = objects;
    this.tokens = tokens;
  }

  /** How many uploads were begun and neither finished nor given up. */
  int openSessions() {
    return sessions.size();
  }

  Reply serve(Request request, URI endpoint) {
    Matcher upload = UPLOAD.matcher(request.path());
    Matcher list = LIST.matcher(request.path());
    Matcher media = MEDIA.matcher(request.path());
    if (upload.matches()) {
      return request.query().containsKey("upload_id")
          ? inSession(request)
          : upload(request, upload.group(1), endpoint);
    }
    if (list.matches()) {
      return list(request.query(), list.group(1));
    }
    return media.matches()
        ? give(request, media.group(1), FakeGcsExchange.decoded(media.group(2)))
        : Reply.plain(404, "Not Found");
  }

  private Reply upload(Request request, String bucket, URI endpoint) {
    Optional<String> account = request.header("Authorization").flatMap(tokens::account);
    if (account.isEmpty()) {
      return Reply.error(401, "authError", "Invalid Credentials")
          .with("WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\"");
    }
    String name = request.query().getOrDefault("name", "");
    return switch (request.query().getOrDefault("uploadType", "")) {
      case "multipart" -> {
        String[] parts =
            FakeGcsObjects.parts(request.body(), request.header("Content-Type").orElse(""));
        JsonNode crc32c = JSON.readTree(parts[0].getBytes(ISO_8859_1)).path("crc32c");
        yield objects.insert(
            account.get(),
            bucket,
            name,
            request.query(),
            parts[1].getBytes(ISO_8859_1),
            crc32c.isString() ? Optional.of(crc32c.stringValue()) : Optional.empty());
      }
      case "resumable" ->
          objects
              .obstacle(account.get(), bucket, name, request.query())
              .orElseGet(() -> begin(account.get(), bucket, name, request.query(), endpoint));
      default -> Reply.error(400, "invalid", "Upload requests must have an uploadType.");
    };
  }

  private Reply begin(
      String account, String bucket, String name, Map<String, String> query, URI endpoint) {
    String id = "AB" + UUID.randomUUID();
    sessions.put(id, new Session(account, bucket, name, query, new ByteArrayOutputStream()));
    return Reply.plain(200, "")
        .with(
            "Location",
            endpoint
                + "/upload/storage/v1/b/"
                + bucket
                + "/o?uploadType=resumable&upload_id="
                + id);
  }

  private Reply inSession(Request request) {
    String id = request.query().getOrDefault("upload_id", "");
    Session session = sessions.get(id);
    if (session == null) {
      return Reply.plain(404, "Not Found");
    }
    if (request.method().equals("DELETE")) {
      sessions.remove(id);
      return Reply.plain(499, "");
    }
    Matcher range = CONTENT_RANGE.matcher(request.header("Content-Range").orElse(""));
    if (!request.method().equals("PUT") || !range.matches()) {
      return Reply.plain(400, "Failed to parse Content-Range header.");
    }
    synchronized (session) {
      return keep(request, id, session, range);
    }
  }

  private Reply keep(Request request, String id, Session session, Matcher range) {
    ByteArrayOutputStream kept = session.kept();
    boolean last = !range.group(3).equals("*");
    if (range.group(1) != null) {
      long from = Long.parseLong(range.group(1));
      if (from > kept.size()) {
        return Reply.plain(503, "Bytes are missing before " + from + ".");
      }
      int known = (int) (kept.size() - from);
      int count = Math.max(0, request.body().length - known);
      // What is not the last is kept in whole grains.
      boolean whole = last && kept.size() + count == Long.parseLong(range.group(3));
      count = whole ? count : count - (kept.size() + count) % GRAIN;
      if (count > 0) {
        kept.write(request.body(), known, count);
      }
    }
    if (!last || kept.size() < Long.parseLong(range.group(3))) {
      Reply more = Reply.plain(308, "");
      return kept.size() == 0 ? more : more.with("Range", "bytes=0-" + (kept.size() - 1));
    }
    Optional<String> crc32c =
        request.header("X-Goog-Hash").map(value -> value.replaceFirst("^crc32c=", ""));
    Reply reply =
        objects.insert(
            session.account(),
            session.bucket(),
            session.name(),
            session.query(),
            kept.toByteArray(),
            crc32c);
    sessions.remove(id);
    return reply;
  }

  private Reply list(Map<String, String> query, String bucket) {
    Optional<NavigableMap<String, byte[]>> there = objects.in(bucket);
    if (there.isEmpty()) {
      return NO_SUCH_BUCKET;
    }
    String prefix = query.getOrDefault("prefix", "");
    String last = query.getOrDefault("pageToken", "");
    List<String> items = new ArrayList<>();
    String token = "";
    for (Map.Entry<String, byte[]> object : there.get().tailMap(last, false).entrySet()) {
      if (object.getKey().startsWith(prefix)) {
        if (items.size() == PAGE) {
          token = ",\"nextPageToken\":" + FakeGcsObjects.quoted(last);
          break;
        }
        last = object.getKey();
        items.add(
            "{\"name\":%s,\"size\":\"%d\"}"
                .formatted(FakeGcsObjects.quoted(last), object.getValue().length));
      }
    }
    String found = items.isEmpty() ? "" : ",\"items\":[" + String.join(",", items) + "]";
    return Reply.json(200, "{\"kind\":\"storage#objects\"" + found + token + "}");
  }

  private Reply give(Request request, String bucket, String name) {
    Optional<NavigableMap<String, byte[]>> there = objects.in(bucket);
    if (there.isEmpty()) {
      return NO_SUCH_BUCKET;
    }
    Optional<byte[]> body =
        there
            .flatMap(objects -> Optional.ofNullable(objects.get(name)))
            .filter(_ -> isThatGeneration(request.query().get("generation")));
    if (body.isEmpty()) {
      return Reply.plain(404, "No such object: " + bucket + "/" + name);
    }
    Optional<String> range = request.header("Range");
    int from =
        range.map(text -> Integer.parseInt(text.replaceFirst("bytes=(\\d+)-.*", "$1"))).orElse(0);
    return Reply.of(
        range.isPresent() ? 206 : 200,
        Map.of("x-goog-generation", FakeGcsObjects.GENERATION),
        Arrays.copyOfRange(body.get(), from, body.get().length));
  }

  private static boolean isThatGeneration(@Nullable String wanted) {
    return wanted == null || wanted.equals(FakeGcsObjects.GENERATION);
  }
}
