package dev.waybill.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.time.SettableTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00.5Z");
  private static final TenantId ACME = new TenantId("acme");

  private final SettableTime time = new SettableTime(NOW);
  private final DeletionTokens tokens = new DeletionTokens(new SecureRandom(), time);
  private final Optional<Tenant> acme = stored(ACME, NOW);
  private final String token = tokens.make(ACME, acme).text();

  @Test
  void allowTheDeletionForTenMinutes() {
    assertThat(tokens.allows(token, ACME, acme)).isTrue();
    assertThat(tokens.make(ACME, acme).expiresAt())
        .isEqualTo(Instant.parse("2026-11-20T14:10:00Z"));

    time.advance(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(tokens.allows(token, ACME, acme)).isTrue();
    time.advance(Duration.ofSeconds(1));

    assertThat(tokens.allows(token, ACME, acme)).isFalse();
  }

  @Test
  void areOfOneTenant() {
    TenantId other = new TenantId("Acme");

    assertThat(tokens.allows(token, other, stored(other, NOW))).isFalse();
    assertThat(tokens.allows(token, ACME, stored(ACME, NOW.plusSeconds(1))))
        .as("created anew under the id")
        .isFalse();
    assertThat(tokens.allows(token, ACME, Optional.empty())).isFalse();
  }

  @Test
  void areOfOneServer() {
    DeletionTokens others = new DeletionTokens(new SecureRandom(), time);

    assertThat(others.allows(token, ACME, acme)).isFalse();
  }

  @Test
  void cannotBeMadeToLastLonger() {
    String longer = "9" + token;

    assertThat(tokens.allows(longer, ACME, acme)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1", "true", "999999999999999999999-a", "1-é", "acme"})
  void areNotGuessed(String text) {
    assertThat(tokens.allows(text, ACME, acme)).isFalse();
  }

  private static Optional<Tenant> stored(TenantId id, Instant createdAt) {
    return Optional.of(new Tenant(id, "Acme", false, TenantQuotas.NONE, createdAt, createdAt));
  }
}
