package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyWarningsTest {
  private static final Instant END = Instant.parse("2026-12-31T14:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "P14D, in 14 days",
    "P6DT23H, in 6 days",
    "P1DT1S, in 1 day",
    "PT23H, in less than a day",
    "PT0.001S, in less than a day"
  })
  void tellThatATokenEndsSoon(Duration left, String when) {
    assertThat(warning(left))
        .contains(
            "The SAS token ends on 2026-12-31T14:00:00Z ("
                + when
                + "): give a new one by updateAdlsSasTokenExportConfiguration.");
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "P-99D"})
  void tellThatATokenHasEnded(Duration left) {
    assertThat(warning(left))
        .contains(
            "The SAS token ended on 2026-12-31T14:00:00Z: give a new one by"
                + " updateAdlsSasTokenExportConfiguration.");
  }

  @Test
  void sayNothingLongBefore() {
    assertThat(warning(Duration.ofDays(14).plusMillis(1))).isEmpty();
  }

  @Test
  void sayNothingOfWhatDoesNotSayWhenItEnds() {
    assertThat(KeyWarnings.of(sas(Optional.empty()), END)).isEmpty();
    assertThat(KeyWarnings.of(new Authentication.GoogleGrant(), END)).isEmpty();
  }

  private static Optional<String> warning(Duration left) {
    return KeyWarnings.of(sas(Optional.of(END)), END.minus(left));
  }

  private static Authentication sas(Optional<Instant> end) {
    return new Authentication.SharedAccessSignature(end, Optional.empty());
  }
}
