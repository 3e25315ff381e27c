package dev.waybill.server.portal.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class IndentedJsonTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void putsEachValueOnALine() {
    assertThat(IndentedJson.of("{\"a\":1,\"b\":{\"c\":[true,null]},\"d\":\"x\"}").text())
        .isEqualTo(
            """
            {
              "a": 1,
              "b": {
                "c": [
                  true,
                  null
                ]
              },
              "d": "x"
            }""");
  }

  @Test
  void leavesNumbersAsTheyWereSent() {
    String digits = "1".repeat(5_000);

    assertThat(IndentedJson.of("{\"a\":1E5,\"b\":-0,\"c\":1.0,\"d\":" + digits + "}").text())
        .contains("\"a\": 1E5,", "\"b\": -0,", "\"c\": 1.0,", "\"d\": " + digits);
  }

  @Test
  void takesNamesThatAreAsLongAsALine() {
    String name = "n".repeat(60_000);

    assertThat(IndentedJson.of("{\"" + name + "\":1}").text()).contains(name);
  }

  @Test
  void isTheSameJsonAlthoughNothingInItIsUnseen() {
    String line = "{\"a\":\"x\u202ey\u200b\\n\\u001b\udb40\udc41\"}";

    String shown = IndentedJson.of(line).text();

    assertThat(shown).contains("x\\u202ey\\u200b\\n\\u001b\\udb40\\udc41".replace("001b", "001B"));
    assertThat(JSON.readTree(shown)).isEqualTo(JSON.readTree(line));
  }

  @Test
  void showsALongLineAsItIs() {
    String line = "{\"a\":[" + "1,".repeat(40_000) + "1]}";

    assertThat(IndentedJson.of(line)).isEqualTo(new IndentedJson(line, true));
  }

  @Test
  void showsALineAsItIsThatWouldBecomeLongByIndenting() {
    String line = "{\"a\":" + "[".repeat(60) + "1,".repeat(30_000) + "1" + "]".repeat(60) + "}";
    assertThat(line.length()).isLessThan(1 << 16);

    assertThat(IndentedJson.of(line)).isEqualTo(new IndentedJson(line, true));
  }

  @Test
  void endsWherePagesEnd() {
    String line = "{\"a\":\"" + "\u200b".repeat(200_000) + "\"}";

    IndentedJson shown = IndentedJson.of(line);

    assertThat(shown.whole()).isFalse();
    assertThat(shown.text()).hasSize(IndentedJson.MOST_SHOWN).startsWith("{\"a\":\"\\u200b\\u200b");
  }
}
