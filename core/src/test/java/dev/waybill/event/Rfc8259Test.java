package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.ReadOutcome.ParsedBody;
import dev.waybill.event.ReadOutcome.UnreadableBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of JSON at the corners of RFC 8259, and of what only looks like JSON. */
class Rfc8259Test {
  private static final Path SPECIFICATION = Path.of("..", "docs", "spec", "event-v1.md");

  private final Request request = Request.ofTenantKey().withKind(EventKind.QUERY);

  static Stream<Corner> corners() {
    return Corner.all();
  }

  @ParameterizedTest
  @MethodSource("corners")
  void isAsTheTableSays(Corner corner) {
    for (byte[] body : corner.bodies()) {
      ReadOutcome outcome = request.send(corner.format(), body);
      switch (corner.becomes()) {
        case TAKEN -> assertThat(parsed(outcome).batch().lines()).hasSize(1);
        case NO_EVENT -> {
          assertThat(parsed(outcome).batch().lines()).isEmpty();
          assertThat(parsed(outcome).rejections()).isEmpty();
        }
        case NOT_JSON -> assertThat(codes(outcome)).containsOnly(RejectionCode.INVALID_JSON);
        case TOO_LARGE -> assertThat(codes(outcome)).containsExactly(RejectionCode.EVENT_TOO_LARGE);
        case UNREADABLE -> assertThat(outcome).isInstanceOf(UnreadableBody.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("corners")
  void isToAnotherParserWhatTheTableSays(Corner corner) {
    for (byte[] body : corner.bodies()) {
      assertThat(SecondParser.parse(body).isPresent()).isEqualTo(corner.isJson());
    }
  }

  @ParameterizedTest
  @MethodSource("corners")
  void isReadAsAnotherParserReadsIt(Corner corner) {
    for (byte[] body : corner.bodies()) {
      new IngestCheck(request).check(corner.format(), body);
    }
  }

  @Test
  void isTheTableOfTheSpecification() throws IOException {
    List<String> rows =
        Files.readAllLines(SPECIFICATION).stream()
            .dropWhile(line -> !line.startsWith("## 9."))
            .filter(line -> line.startsWith("|"))
            .skip(2)
            .toList();

    assertThat(rows).containsExactlyElementsOf(Corner.all().map(Corner::row).toList());
  }

  private static List<RejectionCode> codes(ReadOutcome outcome) {
    assertThat(parsed(outcome).batch().lines()).isEmpty();
    return parsed(outcome).rejections().stream().map(Rejection::code).toList();
  }

  private static ParsedBody parsed(ReadOutcome outcome) {
    return switch (outcome) {
      case ParsedBody parsed -> parsed;
      case ReadOutcome.TooManyEvents _, UnreadableBody _ ->
          throw new AssertionError("not parsed: " + outcome);
    };
  }
}
