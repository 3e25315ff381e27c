package dev.waybill.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLineTest {

  @Test
  void hasAnEventTimeAndServiceFields() {
    EventLine line =
        read("{\"eventID\":\"1\",\"eventTime\":17,\"receivedTime\":19,\"eventKind\":\"SYSTEM\"}");

    assertThat(line.hasEventTime()).isTrue();
    assertThat(line.eventTime()).isEqualTo(17);
    assertThat(line.hasServiceFields()).isTrue();
    assertThat(line.receivedTime()).isEqualTo(19);
    assertThat(line.kind()).isEqualTo(EventKind.SYSTEM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventTime\":5}",
        "{\"a\":1,\"eventTime\":5}",
        "{\"eventTime\":5,\"a\":{\"eventTime\":6}}",
        "{\"a\":{\"eventTime\":6},\"eventTime\":5}",
        "{\"a\":[{\"eventTime\":6},{\"eventTime\":7}],\"eventTime\":5,\"b\":[\"eventTime\"]}",
        "{\"a\":\"eventTime\",\"eventTime\":5}",
        "{\"a\":\",\\\"eventTime\\\":6\",\"eventTime\":5}",
        "{\"a\\\"eventTime\":6,\"eventTime\":5}",
        "{\"a\":\"\\\\\",\"b\":{\"eventTime\":6},\"eventTime\":5}",
        "{\"a\":\"}{\\\"]\",\"b\":{\"eventTime\":6},\"eventTime\":5}",
        "{\"eventTimeSupplied\":6,\"eventTime\":5,\"ueventTime\":7}",
      })
  void hasTheTimeOfTheEventItself(String text) {
    EventLine line = read(text);

    assertThat(line.hasEventTime()).isTrue();
    assertThat(line.eventTime()).isEqualTo(5);
    assertThat(line.hasServiceFields()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1_795_183_259_000L, Long.MAX_VALUE})
  void mayHaveAnyTime(long time) {
    assertThat(read("{\"eventTime\":" + time + "}").eventTime()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"eventTime\":",
        "{\"eventTime\":}",
        "{\"eventTime\":-}",
        "{\"eventTime\":1.5}",
        "{\"eventTime\":1e3}",
        "{\"eventTime\":\"5\"}",
        "{\"eventTime\":9223372036854775808}",
        "{\"eventTime\":-9223372036854775809}",
        "{\"eventTime\":99999999999999999999999}",
        "{\"a\":\"eventTime\"}"
      })
  void hasNoTimeThatIsNone(String text) {
    assertThat(read(text).hasEventTime()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventTime\":5,\"receivedTime\":6}",
        "{\"eventTime\":5,\"eventKind\":\"QUERY\"}",
        "{\"eventTime\":5,\"receivedTime\":6,\"eventKind\":\"OTHER\"}",
        "{\"eventTime\":5,\"receivedTime\":,\"eventKind\":\"QUERY\"}",
        "{\"eventTime\":5,\"a\":{\"b\":1,\"receivedTime\":6,\"eventKind\":\"QUERY\"}}",
        "{\"eventTime\":5,\"a\":\",\\\"receivedTime\\\":6,\\\"eventKind\\\":\\\"QUERY\\\"}\"}",
      })
  void hasNoServiceFieldsElsewhere(String text) {
    assertThat(read(text).hasServiceFields()).isFalse();
  }

  /** It is read within a buffer of many lines. */
  private static EventLine read(String text) {
    byte[] around = ("\"eventTime\":1,\n" + text + "\n,\"eventTime\":2,").getBytes(UTF_8);
    int from = "\"eventTime\":1,\n".length();
    EventLine line = new EventLine();
    byte[] before = "{\"eventTime\":3,\"receivedTime\":4,\"eventKind\":\"QUERY\"}".getBytes(UTF_8);
    line.read(before, 0, before.length);
    line.read(around, from, from + text.getBytes(UTF_8).length);
    return line;
  }
}
