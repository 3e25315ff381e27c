package dev.waybill.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Bodies of requests. The first byte of an input says how the rest is sent: by its bits as NDJSON
 * or JSON, of which kind, and with which limits.
 */
public final class IngestFuzz {
  static final List<String> WORDS =
      List.of(
          "\"eventKind\":",
          "\"eventID\":",
          "\"eventTime\":",
          "\"eventTimeSupplied\":",
          "\"eventVersion\":",
          "\"eventSource\":",
          "\"eventName\":",
          "\"userIdentity\":",
          "\"eventType\":",
          "\"eventDetails\":",
          "\"category\":",
          "\"clientID\":",
          "\"receivedTime\":",
          "\"QUERY\"",
          "\"SYSTEM\"",
          "\"CUSTOM\"",
          "\"acme\"",
          "\"Waybill\"",
          "x:QueryAudit",
          "2026-11-20T14:00:00Z",
          "{\"a\":",
          "[[[[",
          "]]]]",
          "{}",
          "},{",
          "}\n{",
          "true",
          "false",
          "null",
          "-0",
          "1e400",
          "1E+05",
          "\\u0000",
          "\\u001F",
          "\\u0061",
          "\\ud800",
          "\\udc00",
          "\\ud83d\\ude00",
          "\\/",
          "\\\"",
          "\\\\",
          "\u00e9",
          "\u2028",
          "\uffff",
          "\ud83d\ude00",
          "\ufeff");

  private IngestFuzz() {}

  /** Throws if the body is read wrongly. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    BodyFormat format = (input[0] & 1) == 0 ? BodyFormat.NDJSON : BodyFormat.JSON;
    Request key = Request.ofTenantKey();
    Request ofKind =
        switch (input[0] & 6) {
          case 2 -> key.withKind(EventKind.QUERY);
          case 4 -> key.withKind(EventKind.SYSTEM);
          case 6 -> key.withKind(EventKind.CUSTOM);
          default -> key;
        };
    boolean small = (input[0] & 8) != 0;
    Request request =
        ofKind.withLimits(
            small ? 3 : 100, small && format == BodyFormat.NDJSON ? 100 : 1 << 20, small ? 4 : 64);
    new IngestCheck(request).check(format, Arrays.copyOfRange(input, 1, input.length));
  }

  static List<byte[]> seeds() {
    return List.of(
        seed('0', GoldenEvent.of(EventKind.QUERY) + "\n"),
        seed('0', GoldenEvent.of(EventKind.SYSTEM) + "\r\n \n" + GoldenEvent.of(EventKind.CUSTOM)),
        seed('1', "[" + GoldenEvent.of(EventKind.CUSTOM) + " , {\"eventName\":\"x\"},5]"),
        seed('2', "{\"a\":[1,2.50,-0,1E+05,\"\\u001F\\/\\ud83d\\ude00\"],\"eventDetails\":{}}"),
        seed('3', "[{\"eventDetails\":[]},{\"eventDetails\":{\"query\":\"a\"}}]"),
        seed('4', "{\"eventName\":\"x\",\"category\":\"c\",\"eventTime\":-5}\n{\"b\":1,\"b\":2}"),
        seed('6', "{\"eventType\":\"LOGIN\",\"eventDetails\":{\"\\u000b\":[null,true]}}"),
        seed(
            '7',
            "{\"eventType\":\"\u00e9\",\"eventTimeSupplied\":\"2026-11-20 14:00:00.5+01:00\"}"),
        seed('2', "{\"\\u001f\":1,\"\\u001e\":2,\"a\\u001f\":{},\"b\\u001f\":{}}"),
        seed('2', "{\"a\":\"\u0080\u07ff\u0800\ud7ff\ue000\ud800\udc00\udbff\udfff\"}"),
        seed('2', manyFields()),
        seed('8', "{\"eventName\":\"x\"}\n".repeat(3)),
        seed('9', "[{\"eventName\":{\"a\":[[[]]]}},{},{}]"));
  }

  /** So many that they are not compared one by one. */
  private static String manyFields() {
    return IntStream.range(0, 40)
        .mapToObj(i -> "\"" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static byte[] seed(char way, String body) {
    return (way + body).getBytes(UTF_8);
  }
}
