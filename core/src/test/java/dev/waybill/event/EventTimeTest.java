package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  private final Request request = Request.ofTenantKey();

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "2026-11-20T13:00:00.123Z, 1795179600123",
    "2026-11-20t13:00:00.123z, 1795179600123",
    "2026-11-20 13:00:00.123Z, 1795179600123",
    "2026-11-20T15:00:00.123+02:00, 1795179600123",
    "2026-11-20T07:30:00.123-05:30, 1795179600123",
    "2026-11-21T12:59:00.123+23:59, 1795179600123",
    "2026-11-20T13:00:00.123-00:00, 1795179600123",
    "2026-11-20T13:00:00.1239999999999Z, 1795179600123",
    "2026-11-20T13:00:00.1Z, 1795179600100",
    "2024-02-29T00:00:00Z, 1709164800000",
    "2016-12-31T23:59:60Z, 1483228800000",
    "1969-12-31T23:59:59.999Z, -1",
    "9999-12-31T23:59:59.999Z, 253402300799999",
    "0000-01-01T00:00:00Z, -62167219200000",
  })
  void readsRfc3339(String text, long millis) {
    String json = "{\"a\":0,\"eventTime\":\"" + text + "\",\"eventName\":\"x\"}";

    assertThat(request.event(json).suppliedTime()).isEqualTo(millis);
    assertThat(request.stored(json))
        .startsWith("{\"a\":0,\"eventTime\":" + millis + ",\"eventName\":\"x\",\"eventID\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20",
        "2026-11-20T13:00:00",
        "2026-11-20T13:00Z",
        "2026-11-20T13:00:00.Z",
        "2026-11-20T13:00:00,5Z",
        "2026-11-20T24:00:00Z",
        "2026-11-20T13:60:00Z",
        "2026-11-20T13:00:61Z",
        "2026-02-29T13:00:00Z",
        "2026-13-01T13:00:00Z",
        "2026-00-01T13:00:00Z",
        "26-11-20T13:00:00Z",
        "+2026-11-20T13:00:00Z",
        "2026-11-20T13:00:00+2:00",
        "2026-11-20T13:00:00+0200",
        "2026-11-20T13:00:00+24:00",
        "2026-11-20T13:00:00Z ",
        "2026-11-20T13:00:00Z[UTC]",
        "2026-11-20_13:00:00Z",
        "2026-11-2\\n13:00:00Z",
        "Fri, 20 Nov 2026 13:00:00 GMT",
      })
  void refusesOtherTexts(String text) {
    Rejection rejection = request.rejection("{\"eventTime\":\"" + text + "\",\"eventName\":\"x\"}");

    assertThat(rejection.message()).startsWith("eventTime is neither a whole number");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 946_684_799_999L, 999_999_999_999_999_999L, -5_000_000_000L})
  void keepsAnyWholeNumber(long millis) {
    String json = "{\"eventName\":\"x\",\"eventTime\":" + millis + "}";

    assertThat(request.event(json).suppliedTime()).isEqualTo(millis);
    assertThat(request.stored(json)).contains("\"eventTime\":" + millis + ",\"eventID\"");
  }

  @Test
  void refusesNumbersThatNoClockReaches() {
    assertThat(request.rejection("{\"eventName\":\"x\",\"eventTime\":1000000000000000000}").code())
        .isEqualTo(RejectionCode.INVALID_EVENT);
  }

  @Test
  void fallsBackToTheSuppliedTimeWhichStaysAsItIs() {
    String json = "{\"eventType\":\"x\",\"eventTimeSupplied\":\"2026-11-20T15:00:00.123+02:00\"}";

    assertThat(request.event(json).suppliedTime()).isEqualTo(1795179600123L);
    assertThat(request.stored(json))
        .startsWith("{\"eventType\":\"x\",\"eventTimeSupplied\":\"2026-11-20T15:00:00.123+02:00\",")
        .contains("\"eventTime\":1795179600123,\"eventVersion\"");
  }

  @Test
  void prefersTheEventTimeToTheSuppliedOne() {
    String json = "{\"eventType\":\"x\",\"eventTimeSupplied\":5,\"eventTime\":7}";

    assertThat(request.event(json).suppliedTime()).isEqualTo(7);
    assertThat(request.stored(json))
        .contains("\"eventTimeSupplied\":5,\"eventTime\":7,\"eventID\"");
  }

  @Test
  void isTheTimeOfReceiptWhereNoneIsSent() {
    EventLine event = request.event("{\"eventName\":\"x\"}");

    assertThat(event.suppliedTime()).isEqualTo(EventLine.TIME_OF_RECEIPT);
    assertThat(event.eventTime(Request.RECEIVED)).isEqualTo(Request.RECEIVED);
  }
}
