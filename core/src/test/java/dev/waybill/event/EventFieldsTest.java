package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFieldsTest {
  private final Request request = Request.ofTenantKey();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"eventKind\":\"QUERY\"} | QUERY",
        "{\"eventKind\":\"SYSTEM\",\"eventName\":\"x:QueryAudit\",\"eventType\":\"y\"} | SYSTEM",
        "{\"eventKind\":\"CUSTOM\",\"eventType\":\"x\"} | CUSTOM",
        "{\"eventKind\":\"\\u0051UERY\"} | QUERY",
        "{\"eventType\":\"x\",\"eventName\":\"x:QueryAudit\"} | CUSTOM",
        "{\"eventName\":\"x:QueryAudit\"} | QUERY",
        "{\"eventName\":\":QueryAudit\"} | QUERY",
        "{\"eventName\":\"x:QueryAudit:y\"} | SYSTEM",
        "{\"eventName\":\"QueryAudit\"} | SYSTEM",
        "{\"eventName\":\"x:queryaudit\"} | SYSTEM",
        "{\"eventName\":\"x\"} | SYSTEM",
      })
  void concludesTheKind(String json, EventKind kind) {
    assertThat(request.event(json).kind()).isEqualTo(kind);
    assertThat(request.stored(json)).endsWith(",\"eventKind\":\"" + kind + "\"}");
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void takesTheRequestsKindWhereTheEventStatesNone(EventKind kind) {
    Request ofKind = request.withKind(kind);

    assertThat(ofKind.event("{\"eventName\":\"x:QueryAudit\",\"eventType\":\"y\"}").kind())
        .isEqualTo(kind);
    assertThat(ofKind.event("{\"eventKind\":\"SYSTEM\",\"eventName\":\"x:QueryAudit\"}").kind())
        .isEqualTo(EventKind.SYSTEM);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\":1} | eventKind",
        "{\"eventKind\":\"query\",\"eventName\":\"x\"} | eventKind",
        "{\"eventKind\":\"\",\"eventName\":\"x\"} | eventKind",
        "{\"eventKind\":null,\"eventName\":\"x\"} | eventKind",
        "{\"eventKind\":1,\"eventName\":\"x\"} | eventKind",
        "{\"eventKind\":[\"QUERY\"],\"eventName\":\"x\"} | eventKind",
        "{\"eventKind\":\"CUSTOM\"} | eventType",
        "{\"eventType\":\"\"} | eventType",
        "{\"eventType\":null} | eventType",
        "{\"eventType\":7} | eventType",
        "{\"eventKind\":\"SYSTEM\"} | eventName",
        "{\"eventName\":\"\"} | eventName",
        "{\"eventName\":null} | eventName",
        "{\"eventName\":{\"a\":\":QueryAudit\"}} | eventName",
        "{\"eventName\":\"x\",\"eventID\":\"\"} | eventID",
        "{\"eventName\":\"x\",\"eventID\":5} | eventID",
        "{\"eventName\":\"x\",\"eventID\":null} | eventID",
        "{\"eventName\":\"x\",\"eventSource\":\"\"} | eventSource",
        "{\"eventName\":\"x\",\"eventSource\":{}} | eventSource",
        "{\"eventName\":\"x\",\"eventVersion\":1} | eventVersion",
        "{\"eventName\":\"x\",\"clientID\":5} | clientID",
        "{\"eventName\":\"x\",\"clientID\":null} | clientID",
        "{\"eventName\":\"x\",\"eventTime\":null} | eventTime",
        "{\"eventName\":\"x\",\"eventTime\":\"\"} | eventTime",
        "{\"eventName\":\"x\",\"eventTime\":\"1763640000000\"} | eventTime",
        "{\"eventName\":\"x\",\"eventTime\":1763640000000.0} | eventTime",
        "{\"eventName\":\"x\",\"eventTime\":1e12} | eventTime",
        "{\"eventName\":\"x\",\"eventTime\":true} | eventTime",
        "{\"eventName\":\"x\",\"eventTimeSupplied\":\"now\"} | eventTimeSupplied",
        "{\"eventKind\":\"QUERY\",\"eventDetails\":\"x\"} | eventDetails",
        "{\"eventKind\":\"QUERY\",\"eventDetails\":null} | eventDetails",
        "{\"eventKind\":\"QUERY\",\"eventDetails\":[]} | eventDetails",
      })
  void namesTheFieldThatIsBad(String json, String field) {
    Rejection rejection = request.rejection(json);

    assertThat(rejection.code()).isEqualTo(RejectionCode.INVALID_EVENT);
    assertThat(rejection.message()).startsWith(field + " ").endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "😀", "\\n", "\\u0001", "\\u0078"})
  void takesIdsOf128Characters(String character) {
    String id = character.repeat(128);

    assertThat(request.stored("{\"eventName\":\"x\",\"eventID\":\"" + id + "\"}")).isNotEmpty();
    assertThat(request.rejection("{\"eventName\":\"x\",\"eventID\":\"" + id + "x\"}").message())
        .isEqualTo("eventID is longer than 128 characters.");
  }

  @Test
  void keepsTheReservedSourceForTheService() {
    String escaped = "{\"eventName\":\"x\",\"eventSource\":\"\\u0057aybill\"}";

    assertThat(request.rejection(escaped).code()).isEqualTo(RejectionCode.RESERVED_SOURCE);
    assertThat(request.withKeyName("Waybill").rejection("{\"eventName\":\"x\"}").code())
        .isEqualTo(RejectionCode.RESERVED_SOURCE);
    assertThat(
            request
                .withKeyName("Waybill")
                .stored("{\"eventName\":\"x\",\"eventSource\":\"Waybill2\"}"))
        .contains("\"eventSource\":\"Waybill2\"");
  }

  @Test
  void tellsTheCategory() {
    assertThat(request.event("{\"eventName\":\"x\",\"category\":\"a\\\"\\u00e9\"}").category())
        .isEqualTo("a\"é");
    assertThat(request.event("{\"eventName\":\"x\",\"category\":7}").category()).isEmpty();
    assertThat(request.event("{\"eventName\":\"x\"}").category()).isEmpty();
  }
}
