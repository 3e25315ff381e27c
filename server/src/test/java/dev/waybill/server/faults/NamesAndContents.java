package dev.waybill.server.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which content, decompressed, was sent to the store under which name; whether or not the store
 * took it. Keeps a digest of each. Safe for use by many threads.
 */
final class NamesAndContents {
  private static final Pattern UPLOAD = Pattern.compile("uploadId=([^&]+)");
  private static final Pattern PART = Pattern.compile("partNumber=(\\d+)");

  private final Map<String, String> contents = new ConcurrentHashMap<>();
  private final Map<String, NavigableMap<Integer, String>> uploads = new ConcurrentHashMap<>();
  private final Queue<String> conflicts = new ConcurrentLinkedQueue<>();

  /** A body that came whole. */
  void sent(StoreRequest request, byte[] body) throws IOException {
    String name = request.target().replaceAll("\\?.*", "");
    Matcher upload = UPLOAD.matcher(request.target());
    Matcher part = PART.matcher(request.target());
    if (!upload.find()) {
      if (request.method().equals("PUT")) {
        content(name, digest(Objects.content(name, body)));
      }
    } else if (part.find()) {
      uploads
          .computeIfAbsent(upload.group(1), id -> new ConcurrentSkipListMap<>())
          .put(Integer.parseInt(part.group(1)), digest(body));
    } else if (request.method().equals("POST")) {
      // Of uncompressed objects only; the parts of one content are always cut at the same places.
      NavigableMap<Integer, String> parts = uploads.remove(upload.group(1));
      if (parts != null) {
        String all = String.join("", parts.values());
        content(name, digest(all.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  /** Names under which two contents were sent. */
  Queue<String> conflicts() {
    return conflicts;
  }

  /** How many names were used. */
  int names() {
    return contents.size();
  }

  private void content(String name, String digest) {
    String earlier = contents.putIfAbsent(name, digest);
    if (earlier != null && !earlier.equals(digest)) {
      conflicts.add(name);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
