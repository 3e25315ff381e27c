package dev.waybill.server.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The head of a request to the store.
 *
 * @param headers each a line, without those that are between two neighbours only
 */
record StoreRequest(String method, String target, List<String> headers, boolean expectsContinue) {
  private static final int LONGEST_HEAD = 64 * 1024;

  /** Reads one; empty if the connection was closed instead. */
  static Optional<StoreRequest> read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0 || head.size() > LONGEST_HEAD) {
        return Optional.empty();
      }
      head.write(next);
      boolean expected = next == (matched % 2 == 0 ? '\r' : '\n');
      matched = expected ? matched + 1 : next == '\r' ? 1 : 0;
    }
    List<String> lines = head.toString(StandardCharsets.ISO_8859_1).strip().lines().toList();
    String[] first = lines.getFirst().split(" ", 3);
    List<String> headers = lines.subList(1, lines.size());
    return Optional.of(
        new StoreRequest(
            first[0],
            first[1],
            headers.stream().filter(line -> !isHopByHop(line)).toList(),
            headers.stream().anyMatch(line -> named(line, "expect"))));
  }

  private static boolean isHopByHop(String line) {
    return named(line, "connection") || named(line, "expect");
  }

  private static boolean named(String line, String header) {
    return line.toLowerCase(Locale.ROOT).startsWith(header + ":");
  }

  /** Whether an object or a part of one is put, or the parts put together. */
  boolean writes() {
    return method.equals("PUT") || method.equals("POST");
  }

  int bodyLength() {
    return headers.stream()
        .filter(line -> named(line, "content-length"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(0);
  }

  /** The first bytes of the body. */
  static byte[] body(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the sender broke off");
    }
    return bytes;
  }

  /** Writes it, to be answered on a connection of its own. */
  void writeTo(OutputStream out) throws IOException {
    String lines = headers.stream().map(line -> line + "\r\n").collect(Collectors.joining());
    String head = method + " " + target + " HTTP/1.1\r\n" + lines + "Connection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }
}
