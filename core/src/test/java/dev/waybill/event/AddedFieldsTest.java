package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddedFieldsTest {
  private static final String IDENTITY =
      "\"userIdentity\":{\"type\":\"ApiKey\",\"id\":\"" + Request.KEY_ID + "\"}";
  private static final String RECEIVED = Long.toString(Request.RECEIVED);

  private final Request request = Request.ofTenantKey();

  @Test
  void addsToAQueryEventWhatIsMissingInTheTablesOrder() {
    assertThat(request.stored("{\"eventKind\":\"QUERY\",\"eventDetails\":{}}"))
        .isEqualTo(
            "{\"eventDetails\":{},\"eventID\":\"QUERY-AUDIT-0D9F8A6E-3C1B-4F7A-8E2D-5B6C7D8E9FA0\","
                + "\"eventTime\":"
                + RECEIVED
                + ","
                + "\"eventVersion\":\"1.0.0\",\"eventSource\":\"orders\","
                + "\"eventName\":\"orders:QueryAudit\","
                + IDENTITY
                + ",\"clientID\":\"acme\","
                + "\"receivedTime\":"
                + RECEIVED
                + ",\"eventKind\":\"QUERY\"}");
  }

  @Test
  void addsToASystemEventWhatIsMissingInTheTablesOrder() {
    assertThat(request.stored("{\"eventName\":\"LockTable\"}"))
        .isEqualTo(
            "{\"eventName\":\"LockTable\",\"eventID\":\"0d9f8a6e-3c1b-4f7a-8e2d-5b6c7d8e9fa0\","
                + "\"eventTime\":"
                + RECEIVED
                + ","
                + "\"eventVersion\":\"1.0.0\",\"eventSource\":\"orders\","
                + IDENTITY
                + ",\"clientID\":\"acme\","
                + "\"receivedTime\":"
                + RECEIVED
                + ",\"eventKind\":\"SYSTEM\"}");
  }

  @Test
  void addsToACustomEventWhatIsMissingInTheTablesOrder() {
    assertThat(request.stored("{\"eventType\":\"LOGIN\"}"))
        .isEqualTo(
            "{\"eventType\":\"LOGIN\","
                + "\"eventID\":\"custom-audit-0d9f8a6e-3c1b-4f7a-8e2d-5b6c7d8e9fa0\","
                + "\"eventTime\":"
                + RECEIVED
                + ",\"eventTimeSupplied\":"
                + RECEIVED
                + ","
                + "\"eventVersion\":\"1.0.0\",\"eventSource\":\"orders\","
                + "\"eventName\":\"orders:CustomAudit\","
                + IDENTITY
                + ",\"clientID\":\"acme\","
                + "\"receivedTime\":"
                + RECEIVED
                + ",\"eventKind\":\"CUSTOM\"}");
  }

  @Test
  void completesEvenAnEmptyObjectIfTheRequestNamesTheKind() {
    assertThat(request.withKind(EventKind.QUERY).stored("{}")).startsWith("{\"eventID\":\"QUERY-");
  }

  @Test
  void namesTheEventAfterItsOwnSource() {
    assertThat(
            request.stored(
                "{\"eventType\":\"A\",\"eventTime\":\"2026-11-20T14:00:00Z\",\"eventSource\":\"a \\u0022b\\u0022\"}"))
        .contains("\"eventSource\":\"a \\\"b\\\"\"")
        .contains("\"eventName\":\"a \\\"b\\\":CustomAudit\"");
  }

  @Test
  void escapesTheNameOfTheKey() {
    assertThat(request.withKeyName("a \"b\"\\\n\u0001ü").stored("{\"eventType\":\"A\"}"))
        .contains("\"eventSource\":\"a \\\"b\\\"\\\\\\n\\u0001ü\"")
        .contains("\"eventName\":\"a \\\"b\\\"\\\\\\n\\u0001ü:CustomAudit\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "{}", "[1, 2]", "true", "-1.50", "{\"a\": \"b \\\"\\\\ \\u0041\\u0001\"}"})
  void exportsCustomDetailsThatAreNoStringAsTheStringOfTheirText(String details) {
    String compact = Request.ofTenantKey().stored("{\"eventName\":\"x\",\"d\":" + details + "}");
    String text =
        compact.substring("{\"eventName\":\"x\",\"d\":".length(), compact.indexOf(",\"eventID\""));

    assertThat(request.stored("{\"eventDetails\": " + details + ", \"eventType\": \"A\",\"b\":1}"))
        .startsWith(
            "{\"eventDetails\":\""
                + text.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\",\"eventType\":\"A\",\"b\":1,\"eventID\":");
  }

  @Test
  void keepsDetailsOfSystemEventsAsTheyAre() {
    assertThat(request.stored("{\"eventName\":\"x\",\"eventDetails\":[1]}"))
        .startsWith("{\"eventName\":\"x\",\"eventDetails\":[1],");
  }

  @Test
  void convertsTimeAndDetailsInPlaceWhicheverComesFirst() {
    String time = "\"eventTime\":\"2026-11-20T13:00:00.123Z\"";
    String details = "\"eventDetails\":{\"a\":1}";
    String name = "\"eventType\":\"A\",\"eventSource\":\"s\"";
    for (List<String> order :
        List.of(
            List.of(time, details, name),
            List.of(name, details, time),
            List.of(details, name, time))) {
      String expected =
          String.join(",", order)
              .replace("\"2026-11-20T13:00:00.123Z\"", "1795179600123")
              .replace("{\"a\":1}", "\"{\\\"a\\\":1}\"");

      assertThat(request.stored("{" + String.join(",", order) + "}"))
          .startsWith("{" + expected + ",\"eventID\":")
          .contains("\"eventTimeSupplied\":1795179600123,")
          .contains("\"eventName\":\"s:CustomAudit\"");
    }
  }

  @Test
  void givesRandomIdsToEventsWithoutOne() {
    assertThat(request.event("{\"eventType\":\"A\"}").generatedId()).isTrue();
    assertThat(request.event("{\"eventType\":\"A\",\"eventID\":\"1\"}").generatedId()).isFalse();
  }

  @Test
  void derivesIdsFromTheIdempotencyKey() {
    Request again = request.withIdempotencyKey("order-7");
    String body = "{\"eventType\":\"A\"}\n\n{\"eventName\":\"B\"}";

    List<String> ids = ids(again, body);

    assertThat(ids).hasSize(2).doesNotHaveDuplicates().isEqualTo(ids(again, body));
    // SHA-256 of "acme\norder-7\n1", its first 16 bytes, with version 8 and the variant.
    assertThat(ids.getFirst()).isEqualTo("custom-audit-" + UUID_OF_LINE_1);
    assertThat(ids).doesNotContainAnyElementsOf(ids(request.withIdempotencyKey("order-8"), body));
    assertThat(again.event("{\"eventType\":\"A\"}").generatedId()).isFalse();
  }

  @Test
  void derivesOtherIdsForOtherTenants() {
    String body = "{\"eventType\":\"A\"}";

    assertThat(ids(Request.ofPlatformKeyNaming("globex").withIdempotencyKey("k"), body))
        .isNotEqualTo(ids(request.withIdempotencyKey("k"), body));
  }

  private static final String UUID_OF_LINE_1 = "7b89985b-54af-8ed3-8f58-eef12ad6a5b6";

  private static List<String> ids(Request request, String body) {
    return Request.stored(request.parse(body)).stream()
        .map(line -> line.replaceFirst(".*\"eventID\":\"([^\"]*)\".*", "$1"))
        .toList();
  }
}
