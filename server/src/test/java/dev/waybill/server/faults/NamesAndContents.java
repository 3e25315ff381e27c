package dev.waybill.server.faults;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which content, decompressed, was sent to the store under which name; whether or not the store
 * took it. Keeps a digest of each. Safe for use by many threads.
 */
final class NamesAndContents {
  private static final Pattern UPLOAD = Pattern.compile("uploadId=([^&]+)");
  private static final Pattern PART = Pattern.compile("partNumber=(\\d+)");
  private static final Pattern BLOCK =
      Pattern.compile("comp=block&.*blockid=([^&]+)|blockid=([^&]+).*comp=block(&|$)");
  private static final Pattern LATEST = Pattern.compile("<Latest>([^<]+)</Latest>");
  private static final Pattern NAME = Pattern.compile("[?&]name=([^&]+)");

  private final Map<String, String> contents = new ConcurrentHashMap<>();
  private final Map<String, NavigableMap<Integer, String>> uploads = new ConcurrentHashMap<>();
  private final Map<String, String> blocks = new ConcurrentHashMap<>();
  private final Queue<String> conflicts = new ConcurrentLinkedQueue<>();

  /** A body that came whole, in the words of S3, Azure or Google. */
  void sent(StoreRequest request, byte[] body) throws IOException {
    if (request.target().contains("comp=block")) {
      sentInBlocks(request, body);
    } else if (request.target().startsWith("/upload/")) {
      sentToGoogle(request, body);
    } else {
      sentToS3(request, body);
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

  private void sentInBlocks(StoreRequest request, byte[] body) {
    Matcher block = BLOCK.matcher(request.target());
    if (block.find()) {
      String id = block.group(1) == null ? block.group(2) : block.group(1);
      blocks.put(URLDecoder.decode(id, StandardCharsets.UTF_8), digest(body));
    } else {
      String digests =
          LATEST
              .matcher(new String(body, StandardCharsets.UTF_8))
              .results()
              .map(id -> String.valueOf(blocks.get(id.group(1))))
              .collect(Collectors.joining());
      content(
          request.target().replaceAll("\\?.*", ""),
          digest(digests.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Of what goes in chunks the address says no name; it is compared by what lies there. */
  private void sentToGoogle(StoreRequest request, byte[] body) throws IOException {
    Matcher name = NAME.matcher(request.target());
    if (request.target().contains("uploadType=multipart") && name.find()) {
      String text = new String(body, StandardCharsets.ISO_8859_1);
      String boundary = text.substring(0, text.indexOf("\r\n"));
      int second = text.indexOf(boundary, boundary.length());
      int from = text.indexOf("\r\n\r\n", second) + 4;
      int to = text.lastIndexOf("\r\n" + boundary);
      String decoded = URLDecoder.decode(name.group(1), StandardCharsets.UTF_8);
      content(decoded, digest(Objects.content(decoded, Arrays.copyOfRange(body, from, to))));
    }
  }

  private void sentToS3(StoreRequest request, byte[] body) throws IOException {
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
