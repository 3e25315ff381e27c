package dev.waybill.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.integration.HeldKeys.HeldKey;
import dev.waybill.storage.Credentials.AccessKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldKeysTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final Instant CREATED = NOW.minus(Duration.ofDays(400));
  private static final AccessKey OLD = new AccessKey("AKIAOLD", "old-secret");
  private static final AccessKey NEW =
      new AccessKey("AKIANEW", "new-secret", Optional.of(NOW), Optional.empty());

  @Test
  void aKeyWhoseTimeWasNotNotedIsAsOldAsItsIntegration() {
    HeldKeys held = HeldKeys.of(NEW.after(OLD), CREATED);

    assertThat(held.current()).isEqualTo(new HeldKey("AKIANEW", NOW));
    assertThat(held.previous()).contains(new HeldKey("AKIAOLD", CREATED));
    assertThat(held.current().ageDays(NOW)).isZero();
    assertThat(held.previous().map(key -> key.ageDays(NOW))).contains(400L);
  }

  @Test
  void ageIsInWholeDaysAndNeverNegative() {
    HeldKey key = HeldKeys.of(NEW, CREATED).current();

    assertThat(key.ageDays(NOW.minusSeconds(86_400 * 3))).isZero();
    assertThat(key.ageDays(NOW.plusSeconds(86_399))).isZero();
    assertThat(key.ageDays(NOW.plusSeconds(86_400))).isEqualTo(1);
  }

  @Test
  void noTextShowsASecret() {
    AccessKey both = NEW.after(OLD);

    assertThat(both.toString() + HeldKeys.of(both, CREATED))
        .contains("AKIANEW")
        .doesNotContain("new-secret")
        .doesNotContain("old-secret");
  }

  @Test
  void thereAreNeverMoreThanTwo() {
    AccessKey third = new AccessKey("AKIATHIRD", "third");

    assertThat(third.after(NEW.after(OLD)).previous()).contains(NEW);
    assertThatThrownBy(() -> new AccessKey("A", "s", Optional.empty(), Optional.of(NEW.after(OLD))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
