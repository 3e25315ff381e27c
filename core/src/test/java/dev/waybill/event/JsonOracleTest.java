package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple3;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The scanner and Jackson, strictly configured, take the same texts for the same values. */
class JsonOracleTest {
  private static final int MAX_DEPTH = 5;
  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void agreeOnTextsThatAreJson(@ForAll("objects") String json) {
    compare(json.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 6000, edgeCases = EdgeCasesMode.NONE)
  void agreeOnTextsThatAreAlmostJson(
      @ForAll("objects") String json,
      @ForAll("changes") List<Tuple3<Integer, Integer, Byte>> changes) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    for (Tuple3<Integer, Integer, Byte> change : changes) {
      text = changed(text, change.get1(), change.get2(), change.get3());
    }
    compare(text);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void readElementsOfAnArrayAsTheyReadLines(@ForAll("manyObjects") List<String> objects) {
    Request request = Request.ofTenantKey().withKind(EventKind.QUERY);
    String lines = String.join("\n", objects.stream().map(o -> o.replace('\n', ' ')).toList());
    String array = "[" + String.join(",", objects) + "]";

    assertThat(Request.stored(request.parse(BodyFormat.JSON, array)))
        .isEqualTo(Request.stored(request.parse(BodyFormat.NDJSON, lines)));
  }

  private static void compare(byte[] text) {
    Optional<List<String>> expected = withJackson(text);
    Optional<byte[]> scanned = withScanner(text);

    assertThat(scanned.isPresent())
        .as("taken: %s", new String(text, StandardCharsets.UTF_8))
        .isEqualTo(expected.isPresent());
    if (scanned.isPresent()) {
      assertThat(withJackson(scanned.get())).isEqualTo(expected);
      assertThat(withScanner(scanned.get()))
          .as("normalised again")
          .hasValueSatisfying(again -> assertThat(again).isEqualTo(scanned.get()));
    }
  }

  private static Optional<byte[]> withScanner(byte[] text) {
    LineBuffer buffer = new LineBuffer(0);
    JsonScanner scanner = new JsonScanner(text, MAX_DEPTH, buffer, new SentFields(buffer));
    int start = JsonScanner.skipSpace(text, 0, text.length);
    try {
      int end = JsonScanner.skipSpace(text, scanner.scan(start, text.length), text.length);
      return end == text.length
          ? Optional.of(Arrays.copyOf(buffer.bytes(), buffer.length()))
          : Optional.empty();
    } catch (BadEventException e) {
      return Optional.empty();
    }
  }

  /** The tokens of one object, each with its text; of a number, as it was sent. */
  private static Optional<List<String>> withJackson(byte[] text) {
    try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      if (isOfAnotherEncoding(text) || parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      List<String> tokens = new ArrayList<>();
      for (int depth = 1; depth > 0; ) {
        JsonToken token = parser.nextToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        tokens.add(token + " " + parser.getString());
      }
      boolean clean = tokens.stream().allMatch(JsonOracleTest::isClean);
      return clean && parser.nextToken() == null ? Optional.of(tokens) : Optional.empty();
    } catch (CharacterCodingException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** Jackson itself takes byte order marks, and UTF-16 and UTF-32, which it knows by their NUL. */
  private static boolean isOfAnotherEncoding(byte[] text) {
    return (text.length > 0 && text[0] == (byte) 0xef)
        || Words.indexOf((byte) 0, text, 0, text.length) < text.length;
  }

  /** Jackson itself takes NUL and halves of surrogate pairs in escapes. */
  private static boolean isClean(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || (c >= 0xd800 && c <= 0xdfff));
  }

  private static byte[] changed(byte[] text, int kind, int place, byte with) {
    int at = place % (text.length + 1);
    byte[] before = Arrays.copyOf(text, at);
    return switch (kind) {
      case 0 -> joined(before, new byte[] {with}, Arrays.copyOfRange(text, at, text.length));
      case 1 -> joined(before, new byte[0], from(text, at + 1));
      case 2 -> joined(before, new byte[] {with}, from(text, at + 1));
      default -> before;
    };
  }

  private static byte[] from(byte[] text, int at) {
    return at < text.length ? Arrays.copyOfRange(text, at, text.length) : new byte[0];
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Provide
  Arbitrary<List<Tuple3<Integer, Integer, Byte>>> changes() {
    Arbitrary<Byte> interesting =
        Arbitraries.of(
            "{}[],:\"\\ \n\t\u0000\u001f019eE+-.tfnulsr/bdDaA8"
                .chars()
                .mapToObj(c -> (byte) c)
                .toList());
    Arbitrary<Byte> bytes = Arbitraries.oneOf(interesting, Arbitraries.bytes());
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(5, 1), Tuple.of(5, 2), Tuple.of(1, 3)),
            Arbitraries.integers().between(0, 1000),
            bytes)
        .as(Tuple::of)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<List<String>> manyObjects() {
    return objects().list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> objects() {
    return Combinators.combine(spaces(), object(MAX_DEPTH), spaces()).as((a, b, c) -> a + b + c);
  }

  private static Arbitrary<String> object(int depth) {
    Arbitrary<String> member =
        Combinators.combine(spaces(), string(), spaces(), spaces(), value(depth - 1), spaces())
            .as((a, key, b, c, value, d) -> a + key + b + ":" + c + value + d);
    return member.list().ofMaxSize(4).map(members -> "{" + String.join(",", members) + "}");
  }

  private static Arbitrary<String> array(int depth) {
    Arbitrary<String> element =
        Combinators.combine(spaces(), value(depth - 1), spaces()).as((a, b, c) -> a + b + c);
    return element.list().ofMaxSize(4).map(elements -> "[" + String.join(",", elements) + "]");
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> plain =
        Arbitraries.oneOf(
            string(), number(), Arbitraries.of("true", "false", "null", "{}", "[]", "[{}]"));
    return depth <= 0
        ? plain
        : Arbitraries.frequencyOf(
            Tuple.of(4, plain),
            Tuple.of(1, Arbitraries.lazy(() -> object(depth))),
            Tuple.of(1, Arbitraries.lazy(() -> array(depth))));
  }

  private static Arbitrary<String> number() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "0", "-0", "1.0", "-1.50", "1e5", "1E+05", "2e-7", "12345678901234567890123"),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.bigDecimals().map(String::valueOf));
  }

  private static Arbitrary<String> string() {
    Arbitrary<String> part =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20).alpha(),
            Arbitraries.of(
                "a",
                "b",
                "\\\"",
                "\\\\",
                "\\/",
                "\\b",
                "\\f",
                "\\n",
                "\\r",
                "\\t",
                "\\u0061",
                "\\u000A",
                "\\u001f",
                "\\u001F",
                "\\u0022",
                "\\u005c",
                "\\u00e9",
                "\\u20AC",
                "\\ud83d\\ude00",
                "é",
                "€",
                "😀",
                "\u007f",
                "\u2028",
                " ",
                "/",
                "{",
                "]",
                ",",
                ":",
                "'",
                "\\ud800",
                "\\udc00",
                "\\u0000",
                "\uffff"));
    return part.list().ofMaxSize(5).map(parts -> "\"" + String.join("", parts) + "\"");
  }

  private static Arbitrary<String> spaces() {
    return Arbitraries.frequency(
        Tuple.of(20, ""), Tuple.of(2, " "), Tuple.of(1, "\n"), Tuple.of(1, "\t\r \n"));
  }
}
