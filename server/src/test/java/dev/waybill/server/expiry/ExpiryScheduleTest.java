package dev.waybill.server.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryScheduleTest {
  private static final Instant END = Instant.parse("2026-12-31T14:00:00Z");

  @Test
  void beginsTwoWeeksBefore() {
    assertThat(ExpirySchedule.first(sas(Optional.of(END))))
        .contains(Instant.parse("2026-12-17T14:00:00Z"));
  }

  @Test
  void isEmptyIfTheSecretDoesNotSayWhenItEnds() {
    assertThat(ExpirySchedule.first(sas(Optional.empty()))).isEmpty();
    assertThat(ExpirySchedule.first(new Authentication.AccessKey())).isEmpty();
    assertThat(ExpirySchedule.first(new Authentication.ServiceAccountKey("a@b", "1"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "P15D, P14D",
    "P14D, P7D",
    "P13D, P7D",
    "P7DT0.001S, P7D",
    "P7D, P1D",
    "P2D, P1D",
    "P1D, PT0S",
    "PT1S, PT0S"
  })
  void leavesOutWhatIsPast(Duration left, Duration nextBefore) {
    assertThat(ExpirySchedule.next(END, END.minus(left))).contains(END.minus(nextBefore));
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT1S", "P99D"})
  void endsWithTheSecret(Duration since) {
    assertThat(ExpirySchedule.next(END, END.plus(since))).isEmpty();
  }

  private static Authentication sas(Optional<Instant> end) {
    return new Authentication.SharedAccessSignature(end, Optional.of("cw"));
  }
}
