package dev.waybill.server.portal.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class IndentedJsonTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void putsEachValueOnALine() {
    assertThat(IndentedJson.of("{\"a\":1,\"b\":{\"c\":[true,null]},\"d\":\"x\"}"))
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

    assertThat(IndentedJson.of("{\"a\":1E5,\"b\":-0,\"c\":1.0,\"d\":" + digits + "}"))
        .contains("\"a\": 1E5,", "\"b\": -0,", "\"c\": 1.0,", "\"d\": " + digits);
  }

  @Test
  void takesNamesThatAreAsLongAsALine() {
    String name = "n".repeat(100_000);

    assertThat(IndentedJson.of("{\"" + name + "\":1}")).contains(name);
  }

  @Test
  void isTheSameJsonAlthoughNothingInItIsUnseen() {
    String line = "{\"a\":\"x\u202ey\u200b\\n\\u001b\udb40\udc41\"}";

    String shown = IndentedJson.of(line);

    assertThat(shown).contains("x\\u202ey\\u200b\\n\\u001b\\udb40\\udc41".replace("001b", "001B"));
    assertThat(JSON.readTree(shown)).isEqualTo(JSON.readTree(line));
  }
}
