package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.event.ReadOutcome.ParsedBody;
import dev.waybill.event.ReadOutcome.TooManyEvents;
import dev.waybill.event.ReadOutcome.UnreadableBody;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  private final Request request = Request.ofTenantKey().withKind(EventKind.QUERY);

  @Test
  void countsEmptyLinesAndSkipsThem() {
    ParsedBody parsed = request.parse("\n{\"a\":1}\r\n \t\r\n{}\n\n\nx\n{\"b\":1}\n\n");

    assertThat(lines(parsed)).containsExactly(2, 4, 8);
    assertThat(parsed.rejections()).extracting(Rejection::line).containsExactly(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \r\n\t\n"})
  void findsNoEventInBlankLines(String body) {
    ParsedBody parsed = request.parse(body);

    assertThat(parsed.batch().lines()).isEmpty();
    assertThat(parsed.batch().length()).isZero();
    assertThat(parsed.rejections()).isEmpty();
  }

  @Test
  void readsTheGivenLengthOnly() {
    byte[] body = "{\"a\":1}\n{\"b\":2}\n".getBytes(StandardCharsets.US_ASCII);

    assertThat(
            new EventReader(EventLimits.DEFAULT)
                .read(body, 7, BodyFormat.NDJSON, request.context()))
        .isInstanceOfSatisfying(
            ParsedBody.class,
            parsed -> {
              assertThat(lines(parsed)).containsExactly(1);
              assertThat(parsed.rejections()).isEmpty();
            });
  }

  @Test
  void leavesNothingOfARejectedEventInTheBatch() {
    ParsedBody parsed =
        request.parse("{\"a\":1}\n{\"b\":1,\"eventTime\":0.5}\n{\"c\":[1,2\n{\"d\":1}");

    List<String> stored = Request.stored(parsed);
    assertThat(stored).hasSize(2);
    assertThat(stored.get(0)).startsWith("{\"a\":1,");
    assertThat(stored.get(1)).startsWith("{\"d\":1,");
    assertThat(parsed.batch().length())
        .isEqualTo(stored.stream().mapToInt(line -> line.length() + 1).sum());
  }

  @Test
  void takesOneObjectAsJson() {
    assertThat(lines(request.parse(BodyFormat.JSON, " \n{\n \"a\" : 1\n}\r\n ")))
        .containsExactly(1);
  }

  @Test
  void rejectsOneBadObjectAsItsFirstLine() {
    ParsedBody parsed = request.parse(BodyFormat.JSON, "{\"a\":1,\"a\":1}\n");

    assertThat(parsed.batch().lines()).isEmpty();
    assertThat(parsed.rejections()).extracting(Rejection::line).containsExactly(1);
  }

  @Test
  void countsTheElementsOfAnArray() {
    ParsedBody parsed = request.parse(BodyFormat.JSON, "[\n{\"a\":1} ,\n\n{\"b\":[{}]},{}\n]\n");

    assertThat(lines(parsed)).containsExactly(1, 2, 3);
    assertThat(Request.stored(parsed).get(1)).startsWith("{\"b\":[{}],");
  }

  @Test
  void takesAnEmptyArrayForNoEvents() {
    assertThat(lines(request.parse(BodyFormat.JSON, " [ ] "))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "null",
        "true",
        "\"a,]b\"",
        "[]",
        "[{}]",
        "nonsense",
        "{bad}",
        "{\"a\":tru}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":1,}",
        "{\"a\" \"b\"}",
        "{\"a\":\"]},{\",}",
        "{\"a\":\"\\\"]\",}",
        "{\"eventTime\":0.5}",
        "{\"eventKind\":\"X\"}",
        "{\"a\":[1,,2]}"
      })
  void rejectsABadElementAlone(String element) {
    String body = "[{\"first\":1}, " + element + " ,{\"last\":1}]";
    ParsedBody parsed = request.parse(BodyFormat.JSON, body);

    assertThat(lines(parsed)).containsExactly(1, 3);
    assertThat(parsed.rejections()).extracting(Rejection::line).containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "x",
        "null",
        "\"x\"",
        "]",
        "\ufeff{}",
        "\ufeff[]",
        "{",
        "{\"a\":1",
        "{\"a\":1}x",
        "{\"a\":1}\n{\"b\":1}",
        "{} {}",
        "{},{}",
        "{}]",
        "{bad",
        "{bad} x",
        "[",
        "[{}",
        "[{},",
        "[{},]",
        "[,{}]",
        "[{},,{}]",
        "[{} {}]",
        "[{}x,{}]",
        "[{\"a\":1}}]",
        "[{}],",
        "[{}] x",
        "[][]",
        "[{\"a\":\"x}]",
        "[{\"a\":[}]",
        "[{\"a\":[[[{}]]}]},{}]",
        "[{\"a\":1]]",
        "[{bad} {}]",
        "[bad",
        "[\"",
        "[\"\\",
        "[1,2",
        "[{\"a\":{\"b\":1}]"
      })
  void cannotReadABodyThatIsNeitherAnObjectNorAnArray(String body) {
    assertThat(request.send(BodyFormat.JSON, body))
        .isInstanceOfSatisfying(
            UnreadableBody.class, unreadable -> assertThat(unreadable.message()).endsWith("."));
  }

  @ParameterizedTest
  @CsvSource({"NDJSON, '{}\n\n{}\nx', '{}\n{}\n{}\n{}'", "JSON, '[{},x,{}]', '[{},{},{},{}]'"})
  void takesNothingOfTooManyEvents(BodyFormat format, String most, String more) {
    Request three = request.withLimits(3, 1000, 64);

    assertThat(three.send(format, most)).isInstanceOf(ParsedBody.class);
    assertThat(three.send(format, more)).isEqualTo(new TooManyEvents(3));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"NDJSON,``,`\n`,``", "JSON,`[`,`,`,`]`"})
  void rejectsAnEventThatIsTooLargeAlone(
      BodyFormat format, String start, String between, String end) {
    String largest = "{\"a\":\"" + "x".repeat(92) + "\"}";
    String tooLarge = "{\"a\":\"" + "x".repeat(93) + "\"}";
    String muchTooLarge = "{\"a\":\"" + "]\\\"}".repeat(5000) + "\"}";
    String body =
        start + String.join(between, largest, tooLarge, "{}", muchTooLarge, largest) + end;

    ParsedBody parsed = request.withLimits(10, 100, 64).parse(format, body);

    assertThat(lines(parsed)).containsExactly(1, 3, 5);
    assertThat(parsed.rejections())
        .extracting(Rejection::line, Rejection::code)
        .containsExactly(
            tuple(2, RejectionCode.EVENT_TOO_LARGE), tuple(4, RejectionCode.EVENT_TOO_LARGE));
    assertThat(parsed.rejections().getFirst().message())
        .isEqualTo("The event has 101 bytes; at most 100 are taken.");
  }

  @Test
  void growsForManySmallEventsThatBecomeLarge() {
    String body = "{\"eventType\":\"x\",\"eventDetails\":[\"\",\"\",\"\",\"\"]}\n".repeat(5000);

    List<String> stored = Request.stored(Request.ofTenantKey().parse(body));

    assertThat(stored).hasSize(5000);
    assertThat(List.copyOf(new HashSet<>(stored))).hasSize(1);
    assertThat(stored.getFirst())
        .startsWith(
            "{\"eventType\":\"x\",\"eventDetails\":\"[\\\"\\\",\\\"\\\",\\\"\\\",\\\"\\\"]\",");
  }

  private static List<Integer> lines(ParsedBody parsed) {
    return parsed.batch().lines().stream().map(EventLine::line).toList();
  }
}
