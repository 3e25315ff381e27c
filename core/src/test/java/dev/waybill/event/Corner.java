package dev.waybill.event;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A row of the table in docs/spec/event-v1.md, section 9.
 *
 * @param sent what is sent, for people
 * @param becomes what the service makes of it
 * @param isJson whether Eclipse Parsson takes it, as RFC 8259 says
 * @param format how the bodies are sent
 * @param bodies some that are meant
 */
record Corner(String sent, Fate becomes, boolean isJson, BodyFormat format, List<byte[]> bodies) {

  /** What becomes of a body's only event. */
  enum Fate {
    TAKEN("taken"),
    NO_EVENT("no event"),
    NOT_JSON("`INVALID_JSON`"),
    TOO_LARGE("`EVENT_TOO_LARGE`"),
    UNREADABLE("`400`");

    private final String text;

    Fate(String text) {
      this.text = text;
    }
  }

  /** As the specification has it. */
  String row() {
    return "| " + sent + " | " + becomes.text + " | " + (isJson ? "takes" : "refuses") + " |";
  }

  @Override
  public String toString() {
    return sent;
  }

  static Stream<Corner> all() {
    return Stream.of(
            names(),
            characters(),
            escapes(),
            numbers(),
            syntax(),
            shapes(),
            lines(),
            bodiesOfJson())
        .flatMap(part -> part);
  }

  private static Stream<Corner> names() {
    return Stream.of(
        json(
            "a name twice in one object, also as `a` and `\\u0061`, at any depth",
            Fate.NOT_JSON,
            "{\"a\":1,\"a\":1}",
            "{\"a\":1,\"\\u0061\":2}",
            "{\"x\":[{\"a\":1,\"b\":2,\"a\":1}]}",
            "{\"eventName\":\"x\",\"event\\u004eame\":\"x\"}"),
        json(
            "names that differ in case, white space or composition",
            Fate.TAKEN,
            "{\"a\":1,\"A\":2,\"a \":3}",
            "{\"\u00e9\":1,\"e\u0301\":2}"),
        json("the empty name", Fate.TAKEN, "{\"\":{\"\":1}}"),
        json("a name of 100,000 characters", Fate.TAKEN, "{\"" + "n".repeat(100_000) + "\":1}"),
        notJson("a name without quotes, or in single quotes", "{a:1}", "{'a':1}", "{1:1}"));
  }

  private static Stream<Corner> characters() {
    return Stream.of(
        hex("a surrogate, or a pair of them, as bytes of UTF-8 (CESU-8)", "eda080", "eda0bdedb880"),
        hex("overlong UTF-8: `/` in two bytes, NUL in two, `/` in three", "c0af", "c080", "e080af"),
        hex("UTF-8 that is cut off, or stands for more than U+10FFFF", "c3", "e282", "f4908080"),
        hex("single bytes of other encodings", "e9", "ff", "80"),
        notJson("NUL as it is", "{\"a\":\"\u0000\"}", "{\"a\":1\u0000}", "\u0000{}"),
        notJson(
            "another control character as it is in a string",
            "{\"a\":\"\t\"}",
            "{\"a\":\"\u001f\"}",
            "{\"\u0001\":1}"),
        json("U+007F, U+0085, U+2028, U+2029", Fate.TAKEN, "{\"a\":\"\u007f\u0085\u2028\u2029\"}"),
        json(
            "what Unicode calls noncharacters, and characters not assigned",
            Fate.TAKEN,
            "{\"a\":\"\ufffe\uffff\ufdd0\"}",
            "{\"a\":\"\ud83f\udfff\udb40\udfff\"}"),
        json("U+FEFF in a string", Fate.TAKEN, "{\"\ufeff\":\"\ufeff\"}"),
        notJson("a byte order mark at the start of a line", "\ufeff{}", " \ufeff{}", "\ufeff"),
        notJson(
            "other white space than space, tab, line feed, carriage return between tokens",
            "\u00a0{}",
            "{\u2003}",
            "{\f}",
            "{\u000b}",
            "{}\u0085"));
  }

  private static Stream<Corner> escapes() {
    return Stream.of(
        json(
            "half of a surrogate pair as an escape",
            Fate.NOT_JSON,
            "{\"a\":\"\\ud800\"}",
            "{\"a\":\"\\udc00\\ud800\"}",
            "{\"a\":\"\\ud800\\u0041\"}",
            "{\"\\uDFFF\":1}"),
        json("NUL as an escape", Fate.NOT_JSON, "{\"a\":\"\\u0000\"}", "{\"\\u0000\":1}"),
        json(
            "other control characters as escapes",
            Fate.TAKEN,
            "{\"a\":\"\\u0001\\u001F\\b\\f\\n\\r\\t\\u000A\"}"),
        json(
            "`\\/`, a pair of surrogates as escapes, digits in either case",
            Fate.TAKEN,
            "{\"a\":\"\\/\\ud83d\\uDE00\\u00E9\\u00e9\\u0022\\u005C\"}"),
        notJson(
            "other escapes: `\\x41`, `\\'`, `\\U0041`, `\\u` without four digits",
            "{\"a\":\"\\x41\"}",
            "{\"a\":\"\\'\"}",
            "{\"a\":\"\\U0041\"}",
            "{\"a\":\"\\u12\"}",
            "{\"a\":\"\\u\u0661\u0661\u0661\u0661\"}",
            "{\"a\":\"\\\n\"}"));
  }

  private static Stream<Corner> numbers() {
    return Stream.of(
        json(
            "numbers beyond any type: `1e400`, `1e-400`, 100,000 digits",
            Fate.TAKEN,
            "{\"a\":[1e400,-1e-400,123e99999]}",
            "{\"a\":" + "9".repeat(100_000) + "}",
            "{\"a\":0." + "1".repeat(100_000) + "}"),
        json("`-0`, `0.0`, `0e0`, `1E+05`, `1.50`", Fate.TAKEN, "{\"a\":[-0,0.0,0e0,1E+05,1.50]}"),
        notJson(
            "`01`, `-01`, `+1`, `1.`, `.5`, `1e`, `-`, `0x1`, `1_0`",
            Stream.of("01", "-01", "+1", "1.", ".5", "-.5", "1e", "1e+", "-", "--1", "0x1", "1_0")
                .map(number -> "{\"a\":" + number + "}")
                .toArray(String[]::new)),
        notJson("`NaN`, `Infinity`", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-Infinity}"));
  }

  private static Stream<Corner> syntax() {
    return Stream.of(
        notJson(
            "a string, an array or an object that does not end",
            "{\"a\":\"b",
            "{\"a\":\"b\\",
            "{\"a\":[1",
            "{\"a\":1",
            "{"),
        notJson("a comma too many", "{\"a\":1,}", "{\"a\":[1,]}", "{,}", "{\"a\":[,1]}", "{},"),
        notJson("a comma or colon too few", "{\"a\":1 \"b\":2}", "{\"a\":[1 2]}", "{\"a\" 1}"),
        notJson("comments", "{}//", "{/**/}", "#{}", "/*a*/{}"),
        notJson(
            "literals in other letters, or others",
            "{\"a\":True}",
            "{\"a\":nul}",
            "{\"a\":undefined}"),
        notJson("brackets that do not match", "{\"a\":[1}", "{\"a\":1]", "{}}", "{\"a\":{]}"));
  }

  private static Stream<Corner> shapes() {
    return Stream.of(
        json("64 levels, the event itself included", Fate.TAKEN, nested(64)),
        json("65 levels, or 1,000", Fate.TOO_LARGE, nested(65), nested(1_000)),
        json("1 MiB, white space included", Fate.TAKEN, sized(1 << 20)),
        json("1 MiB and one byte", Fate.TOO_LARGE, sized((1 << 20) + 1)),
        json(
            "a line that is an array, a string, a number, a literal",
            Fate.NOT_JSON,
            "[{}]",
            "[]",
            "\"a\"",
            "5",
            "null"),
        notJson("several values on a line", "{}{}", "{} {}", "{},{}", "{}\r{}", "{} x"));
  }

  private static Stream<Corner> lines() {
    return Stream.of(
        json("a line that ends with CR LF, LF, or the body", Fate.TAKEN, "{}\r\n", "{}\n", "{}"),
        new Corner(
            "no line, or lines of white space alone",
            Fate.NO_EVENT,
            false,
            BodyFormat.NDJSON,
            List.of(utf8(""), utf8("\n"), utf8(" \t\r\n\n"))),
        new Corner(
            "UTF-16 or UTF-32, with or without a byte order mark",
            Fate.NOT_JSON,
            false,
            BodyFormat.NDJSON,
            otherEncodings()));
  }

  private static Stream<Corner> bodiesOfJson() {
    return Stream.of(
        body(
            "`application/json`: one object, an array of objects",
            Fate.TAKEN,
            true,
            " {} ",
            "[{}]"),
        body("`application/json`: an empty array", Fate.NO_EVENT, true, "[]", " [ ] "),
        body(
            "`application/json`: no object and no array",
            Fate.UNREADABLE,
            true,
            "5",
            "\"a\"",
            "null"),
        body(
            "`application/json`: nothing, white space alone, a byte order mark, text after the value",
            Fate.UNREADABLE,
            false,
            "",
            " \n",
            "\ufeff{}",
            "{}{}",
            "{}\n{}",
            "[{}] x",
            "[{}",
            "[{},]"),
        new Corner(
            "`application/json`: UTF-16 or UTF-32",
            Fate.UNREADABLE,
            false,
            BodyFormat.JSON,
            otherEncodings()));
  }

  private static Corner json(String sent, Fate becomes, String... lines) {
    return new Corner(sent, becomes, true, BodyFormat.NDJSON, utf8(lines));
  }

  private static Corner notJson(String sent, String... lines) {
    return new Corner(sent, Fate.NOT_JSON, false, BodyFormat.NDJSON, utf8(lines));
  }

  private static Corner body(String sent, Fate becomes, boolean isJson, String... bodies) {
    return new Corner(sent, becomes, isJson, BodyFormat.JSON, utf8(bodies));
  }

  private static Corner hex(String sent, String... characters) {
    return new Corner(
        sent,
        Fate.NOT_JSON,
        false,
        BodyFormat.NDJSON,
        Stream.of(characters).map(Corner::inString).toList());
  }

  private static byte[] inString(String hex) {
    return HexFormat.of().parseHex("7b2261223a22" + hex + "227d");
  }

  private static List<byte[]> otherEncodings() {
    return Stream.of(UTF_16, UTF_16LE, Charset.forName("UTF-32"), Charset.forName("UTF-32LE"))
        .map("{\"a\":1}"::getBytes)
        .toList();
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  private static String sized(int bytes) {
    String start = "{\"a\":\"";
    return start + "x".repeat(bytes - start.length() - 3) + "\"} ";
  }

  private static List<byte[]> utf8(String... texts) {
    return Stream.of(texts).map(Corner::utf8).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
