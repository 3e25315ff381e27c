package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoredLineTest {
  private static final String REST =
      "\"eventID\":\"1\",\"eventTime\":1,\"eventVersion\":\"1\",\"eventSource\":\"s\","
          + "\"eventName\":\"n\",\"userIdentity\":{},\"clientID\":\"acme\"";
  private static final String LAST =
      ",\"receivedTime\":" + Request.RECEIVED + ",\"eventKind\":\"SYSTEM\"}";

  private final Request request = Request.ofTenantKey().withKind(EventKind.SYSTEM);

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void carriesACompleteEventByteForByteAndTheTwoLastFields(EventKind kind) {
    String sent = GoldenEvent.of(kind);

    String stored = Request.ofTenantKey().stored(sent);

    assertThat(stored)
        .isEqualTo(
            sent.substring(0, sent.length() - 1)
                + ",\"receivedTime\":1795179600123,\"eventKind\":\""
                + kind
                + "\"}");
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void carriesAnExportedLineThatIsSentAgainByteForByte(EventKind kind) {
    String exported = Request.ofTenantKey().stored(GoldenEvent.of(kind));

    assertThat(Request.ofTenantKey().stored(exported)).isEqualTo(exported);
  }

  @Test
  void dropsTheSentTimeOfReceiptAndMovesTheKindToTheEnd() {
    String complete = complete("\"receivedTime\":5,\"a\":1,\"eventKind\":\"SYSTEM\",\"b\":2");

    assertThat(request.stored(complete)).isEqualTo(line("\"a\":1,\"b\":2"));
  }

  @Test
  void dropsTheKindWhereItIsTheFirstField() {
    String complete = complete("\"eventKind\":\"SYSTEM\",\"receivedTime\":\"x\",\"b\":2");

    assertThat(request.stored(complete)).isEqualTo(line("\"b\":2"));
  }

  @Test
  void keepsFieldsOfThoseNamesInsideOthers() {
    String fields = "\"a\":{\"receivedTime\":1,\"eventKind\":\"x\",\"eventID\":5}";

    assertThat(request.stored(complete(fields))).isEqualTo(line(fields));
  }

  @Test
  void removesInsignificantWhiteSpace() {
    String spaced = "\t\"a\" : [ 1 ,\t2 , { } , [ ] ] ,\r \"b c\" : \" d \" ";

    assertThat(request.stored(" " + complete(spaced) + " \r"))
        .isEqualTo(line("\"a\":[1,2,{},[]],\"b c\":\" d \""));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\\u0041,A",
        "\\/,/",
        "\\u002F,/",
        "\\u0022,\\\"",
        "\\u005c,\\\\",
        "\\u0008\\u0009\\u000a\\u000C\\u000d,\\b\\t\\n\\f\\r",
        "\\b\\t\\n\\f\\r\\\"\\\\,\\b\\t\\n\\f\\r\\\"\\\\",
        "\\u001f\\u001F,\\u001f\\u001F",
        "\\u007f,\u007f",
        "\\u00e9,é",
        "a\\u2028b,a\u2028b",
        "\\uFFFF,\uffff",
        "\\ud83d\\ude00,😀",
        "\\uDBFF\\uDFFF,\udbff\udfff",
        "é€😀,é€😀",
        "eight by\\u0041eight by,eight byAeight by",
      })
  void givesEscapesTheirShortestForm(String sent, String stored) {
    assertThat(request.stored(complete("\"x\":\"" + sent + "\"")))
        .isEqualTo(line("\"x\":\"" + stored + "\""));
    assertThat(request.stored(complete("\"" + sent + "\":1")))
        .isEqualTo(line("\"" + stored + "\":1"));
  }

  @ParameterizedTest
  @CsvSource({
    "0",
    "-0",
    "1",
    "-1",
    "0.0",
    "-0.10",
    "1e5",
    "1E5",
    "1e+5",
    "1E-05",
    "1.50e00",
    "1E400",
    "123456789012345678901234567890.000000000000000000000000001",
    "true",
    "false",
    "null"
  })
  void keepsTheTextOfNumbersAndWords(String value) {
    String fields = "\"x\":" + value + ",\"y\":[" + value + "," + value + "]";

    assertThat(request.stored(complete(fields))).isEqualTo(line(fields));
  }

  @Test
  void knowsAFieldWhoseNameIsEscaped() {
    String stored = request.stored(complete("\"received\\u0054ime\":1,\"a\":1"));

    assertThat(stored).isEqualTo(line("\"a\":1"));
  }

  @Test
  void isRightWhereverAStringEndsInAWordOfEightBytes() {
    for (int length = 0; length < 40; length++) {
      String fields = "\"" + "k".repeat(length) + "\":\"" + "é".repeat(length) + "x\\n\"";

      assertThat(request.stored(complete(fields))).isEqualTo(line(fields));
    }
  }

  private static String complete(String fields) {
    return "{" + fields + "," + REST + "}";
  }

  private static String line(String fields) {
    return "{" + fields + "," + REST + LAST;
  }
}
