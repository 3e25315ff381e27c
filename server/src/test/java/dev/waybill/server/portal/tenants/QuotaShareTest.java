package dev.waybill.server.portal.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaShareTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1000, good, 0 % of 1.0 kB",
    "499, 1000, good, 49 % of 1.0 kB",
    "500, 1000, busy, 50 % of 1.0 kB",
    "799, 1000, busy, 79 % of 1.0 kB",
    "800, 1000, warn, 80 % of 1.0 kB",
    "999, 1000, warn, 99 % of 1.0 kB",
    "1000, 1000, bad, 100 % of 1.0 kB",
    "9223372036854775807, 9223372036854775807, bad, 100 % of 9223 PB"
  })
  void saysHowMuchIsTaken(long bytes, long most, String tone, String text) {
    QuotaShare share = QuotaShare.of(bytes, most);

    assertThat(share.tone()).isEqualTo(tone);
    assertThat(share.text()).isEqualTo(text);
  }
}
