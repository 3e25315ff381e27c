package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineSettingsTest {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  void namesTheSettingThatIsWrong() {
    assertRefuses("workers", 0, 1 << 20, 1 << 20, 1 << 20, LEASE);
    assertRefuses("partBytes", 1, 1 << 20, 100, 1 << 20, LEASE);
    assertRefuses("partBytes", 1, 1 << 20, 0, 1 << 20, LEASE);
    assertRefuses("bufferBytes", 1, 1 << 20, 1 << 20, 4095, LEASE);
    assertRefuses("lease", 1, 1 << 20, 1 << 20, 1 << 20, Duration.ofSeconds(89));
  }

  @Test
  void theDefaultsAreValid() {
    assertThat(EngineSettings.DEFAULTS.workers()).isPositive();
  }

  private static void assertRefuses(
      String field, int workers, long jobBytes, long partBytes, long bufferBytes, Duration lease) {
    InvalidInput refused =
        catchThrowableOfType(
            InvalidInput.class,
            () ->
                new EngineSettings(
                    workers, 1, jobBytes, 10, partBytes, 24, 1024, bufferBytes, lease, TIMEOUT));
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused).hasMessageContaining(field);
  }
}
