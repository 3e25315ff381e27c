package dev.waybill.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.ReadOutcome.ParsedBody;
import dev.waybill.event.ReadOutcome.TooManyEvents;
import dev.waybill.event.ReadOutcome.UnreadableBody;
import dev.waybill.event.SecondOpinion.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether what the service makes of a body is what it should. If events are taken from a body in
 * JSON, their size must be below the limit.
 */
record IngestCheck(Request request) {
  /** They keep the case in which they were sent. */
  private static final Pattern HEX_ESCAPE = Pattern.compile("\\\\u00[01][0-9A-Fa-f]");

  void check(BodyFormat format, byte[] body) {
    ReadOutcome outcome = request.send(format, body);
    switch (format) {
      case NDJSON -> compare(outcome, ofLines(body));
      case JSON ->
          SecondParser.parse(body)
              .ifPresentOrElse(value -> checkJson(outcome, value), () -> checkBroken(outcome));
    }
  }

  private SortedMap<Integer, Verdict> ofLines(byte[] body) {
    SecondOpinion opinion = new SecondOpinion(request);
    SortedMap<Integer, Verdict> verdicts = new TreeMap<>();
    int number = 1;
    for (int start = 0; start < body.length; number++) {
      int end = start;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      int from = start;
      while (from < end && (body[from] == ' ' || body[from] == '\t' || body[from] == '\r')) {
        from++;
      }
      if (from < end) {
        verdicts.put(number, opinion.ofLine(Arrays.copyOfRange(body, from, end)));
      }
      start = end + 1;
    }
    return verdicts;
  }

  private void checkJson(ReadOutcome outcome, Json value) {
    SecondOpinion opinion = new SecondOpinion(request);
    SortedMap<Integer, Verdict> verdicts = new TreeMap<>();
    switch (value) {
      case Json.Obj event -> verdicts.put(1, opinion.of(event));
      case Json.Arr(List<Json> elements) -> {
        for (Json element : elements) {
          verdicts.put(verdicts.size() + 1, opinion.of(element));
        }
      }
      case Json.Text _, Json.Num _, Json.Word _ -> {
        assertThat(outcome).isInstanceOf(UnreadableBody.class);
        return;
      }
    }
    compare(outcome, verdicts);
  }

  /** Not all of a body that is no JSON is taken, and what is taken is JSON. */
  private void checkBroken(ReadOutcome outcome) {
    switch (outcome) {
      case UnreadableBody _, TooManyEvents _ -> {}
      case ParsedBody parsed -> {
        assertThat(parsed.rejections()).isNotEmpty();
        parsed.batch().stamp(Request.RECEIVED);
        parsed.batch().lines().forEach(line -> checkText(line, bytes(parsed, line)));
      }
    }
  }

  private void compare(ReadOutcome outcome, SortedMap<Integer, Verdict> verdicts) {
    if (verdicts.size() > request.limits().maxEvents()) {
      assertThat(outcome).isInstanceOf(TooManyEvents.class);
      return;
    }
    assertThat(outcome).isInstanceOf(ParsedBody.class);
    ParsedBody parsed = (ParsedBody) outcome;
    parsed.batch().stamp(Request.RECEIVED);
    for (EventLine line : parsed.batch().lines()) {
      checkLine(line, bytes(parsed, line), verdict(verdicts, line.line(), Verdict.Taken.class));
    }
    for (Rejection rejection : parsed.rejections()) {
      assertThat(rejection.message()).doesNotContain("\n").hasSizeLessThan(500);
      assertThat(verdict(verdicts, rejection.line(), Verdict.Refused.class).codes())
          .contains(rejection.code());
    }
    assertThat(verdicts).as("neither taken nor rejected").isEmpty();
  }

  private static <T extends Verdict> T verdict(
      SortedMap<Integer, Verdict> verdicts, int line, Class<T> expected) {
    Optional<Verdict> verdict = Optional.ofNullable(verdicts.remove(line));
    assertThat(verdict).as("line %d", line).containsInstanceOf(expected);
    return expected.cast(verdict.orElseThrow());
  }

  private void checkLine(EventLine line, byte[] bytes, Verdict.Taken expected) {
    String text = checkText(line, bytes);
    assertThat(inOneCase(text)).isEqualTo(inOneCase(expected.line().text()));
    assertThat(line.kind()).isEqualTo(expected.kind());
    assertThat(line.eventTime(Request.RECEIVED)).isEqualTo(expected.eventTime());
    assertThat(line.category()).isEqualTo(expected.category());
  }

  /** A line is the shortest text of its value, and sent again comes out the same. */
  private String checkText(EventLine line, byte[] bytes) {
    String text = new String(bytes, UTF_8);
    Optional<Json> value = SecondParser.parse(bytes);
    assertThat(value).as(text).isPresent();
    assertThat(value.get().isClear()).as(text).isTrue();
    assertThat(inOneCase(text)).isEqualTo(inOneCase(value.get().text()));

    ParsedBody again =
        Request.ofTenantKey().withLimits(1, 1 << 24, request.limits().maxDepth()).parse(text);
    assertThat(Request.stored(again)).as("sent again").containsExactly(text);
    assertThat(again.batch().lines().getFirst().id()).isEqualTo(line.id());
    assertThat(again.batch().lines().getFirst().kind()).isEqualTo(line.kind());
    return text;
  }

  private static byte[] bytes(ParsedBody parsed, EventLine line) {
    byte[] all = parsed.batch().bytes();
    assertThat(all[line.start() + line.length()]).isEqualTo((byte) '\n');
    return Arrays.copyOfRange(all, line.start(), line.start() + line.length());
  }

  private static String inOneCase(String text) {
    return HEX_ESCAPE
        .matcher(text)
        .replaceAll(escape -> Matcher.quoteReplacement(escape.group().toLowerCase(Locale.ROOT)));
  }
}
