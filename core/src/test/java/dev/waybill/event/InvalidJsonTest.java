package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidJsonTest {
  private final Request request = Request.ofTenantKey().withKind(EventKind.QUERY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "}",
        "{]",
        "[]",
        "[{}]",
        "null",
        "\"x\"",
        "5",
        "x",
        "{}}",
        "{}{}",
        "{} x",
        "{},",
        "{}\u0000",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{\"a\" 1}",
        "{\"a\"::1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":'b'}",
        "{1:1}",
        "{null:1}",
        "{\"a\":1;}",
        "{\"a\":1",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{\"a\":[1}",
        "{\"a\":[1",
        "{\"a\":[",
        "{\"a\":[\"",
        "{\"",
        "{\"a",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":\"",
        "{\"a\":\"b",
        "{\"a\":\"b\\",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":-01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":-.5}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":1.e5}",
        "{\"a\":0x1}",
        "{\"a\":1_0}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":1L}",
        "{\"a\":--1}",
        "{\"a\":tru}",
        "{\"a\":True}",
        "{\"a\":truex}",
        "{\"a\":nul}",
        "{\"a\":undefined}",
        "{\"a\":t",
        "{\"a\":-",
        "{\"a\":1",
        "{\"a\":1e",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\U0041\"}",
        "{\"a\":\"\\'\"}",
        "{\"a\":\"\\u+123\"}",
        "{\"a\":\"\\u١٢٣٤\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\r\"}",
        "{\"a\":\"\u001f\"}",
        "{\"\t\":1}",
        "{\"a\":1}/* c */",
        "{/**/}",
        "{\"a\":1}//",
        "#{}",
        "\u00a0{}",
        "{\u00a0}",
        "{\u2003}",
        "{\u000b}",
        "{\f}",
        "\ufeff{}",
        "{}\ufeff",
        "é",
        "{\"a\":é}",
      })
  void isRejected(String json) {
    assertThat(request.rejection(json).code()).isEqualTo(RejectionCode.INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\ud800",
        "\\udc00",
        "\\ud800x",
        "\\ud800\\n",
        "\\ud800\\u0041",
        "\\ud800\\ud800",
        "\\udc00\\ud800",
        "\\ud83d\\\\ude00",
        "\\ud83d\\ude0",
        "\\uD83D\\",
        "\\uD83D"
      })
  void isRejectedForHalfOfASurrogatePair(String text) {
    assertThat(request.rejection("{\"a\":\"" + text + "\"}").code())
        .isEqualTo(RejectionCode.INVALID_JSON);
    assertThat(request.rejection("{\"" + text + "\":1}").code())
        .isEqualTo(RejectionCode.INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\\u0000", "a\\u0000b"})
  void isRejectedForTheCharacterNul(String text) {
    assertThat(request.rejection("{\"a\":[\"" + text + "\"]}").code())
        .isEqualTo(RejectionCode.INVALID_JSON);
    assertThat(request.rejection("{\"" + text + "\":1}").code())
        .isEqualTo(RejectionCode.INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0",
        "c080",
        "c1bf",
        "c3",
        "c328",
        "e0",
        "e080",
        "e08080",
        "e09fbf",
        "e282",
        "e28228",
        "eda080",
        "edbfbf",
        "f0",
        "f0808080",
        "f08fbfbf",
        "f09f98",
        "f0289f98",
        "f4908080",
        "f5808080",
        "f8888080",
        "fe",
        "ff",
        "c3a9c3",
        "61626364656667ff"
      })
  void isRejectedForInvalidUtf8(String hex) {
    for (String around :
        new String[] {"{\"a\":\"%\"}", "{\"%\":1}", "{\"a\":\"twelve bytes%and twelve\"}"}) {
      Rejection rejection = request.rejection(with(around, HexFormat.of().parseHex(hex)));

      assertThat(rejection.message()).isEqualTo("Not valid JSON: a string is not valid UTF-8.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c2a9",
        "dfbf",
        "e0a080",
        "ed9fbf",
        "ee8080",
        "efbfbf",
        "efbbbf",
        "f0908080",
        "f48fbfbf"
      })
  void isTakenWithAnyCharacterThatUtf8Has(String hex) {
    byte[] json = with("{\"a\":\"%\"}", HexFormat.of().parseHex(hex));

    assertThat(request.send(BodyFormat.NDJSON, json))
        .isInstanceOfSatisfying(
            ReadOutcome.ParsedBody.class, parsed -> assertThat(parsed.rejections()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"b\":2,\"\\u0061\":1}",
        "{\"x\":[{\"y\":{\"a\":1,\"b\":2,\"a\":3}}]}",
        "{\"\":1,\"\":1}",
        "{\"\\u001f\":1,\"\\u001F\":1}",
        "{\"\\n\":1,\"\\u000a\":1}",
        "{\"/\":1,\"\\/\":1}",
        "{\"é\":1,\"\\u00e9\":1}",
        "{\"😀\":1,\"\\ud83d\\ude00\":1}",
        "{\"eventID\":\"1\",\"event\\u0049D\":\"1\"}",
        "{\"eventKind\":\"QUERY\",\"eventKind\":\"QUERY\"}",
        "{\"receivedTime\":1,\"a\":1,\"receivedTime\":2}",
        "{\"a longer name than a word\":1,\"a longer name than a word\":1}",
      })
  void isRejectedForTheSameFieldTwice(String json) {
    assertThat(request.rejection(json).message()).contains("occurs twice in one object");
  }

  @Test
  void showsLittleOfAFieldThatOccursTwice() {
    String name = "\\u0007" + "😀".repeat(100);
    String message = request.rejection("{\"" + name + "\":1,\"" + name + "\":1}").message();

    assertThat(message).contains("'?" + "😀".repeat(63) + "' occurs twice");
  }

  @Test
  void hasTheSameFieldInDifferentObjects() {
    String json = "{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]},\"b\":{\"a\":1},\"A\":1,\"a \":1,\"aa\":1}";

    assertThat(request.stored(json)).startsWith(json.substring(0, json.length() - 1) + ",");
  }

  @Test
  void namesTheLimitOfDepth() {
    String deep = "{\"a\":".repeat(62) + "[{\"b\":1}]" + "}".repeat(62);
    String deeper = "{\"a\":".repeat(63) + "[[]]" + "}".repeat(63);

    assertThat(request.stored(deep)).startsWith(deep.substring(0, deep.length() - 1));
    assertThat(request.rejection(deeper).code()).isEqualTo(RejectionCode.EVENT_TOO_LARGE);
    assertThat(request.rejection("{\"a\":".repeat(500_000 / 5)).code())
        .isEqualTo(RejectionCode.EVENT_TOO_LARGE);
  }

  private static byte[] with(String around, byte[] middle) {
    int at = around.indexOf('%');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(around.substring(0, at).getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(middle);
    out.writeBytes(around.substring(at + 1).getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }
}
