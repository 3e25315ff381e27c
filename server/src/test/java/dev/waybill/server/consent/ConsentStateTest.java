package dev.waybill.server.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.PlaceProof;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentStateTest {
  private static final String SEED = "s".repeat(43);
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final UUID ID = UUID.fromString("00001111-aaaa-2222-bbbb-3333cccc4444");
  private static final PlaceProof PROOF = new PlaceProof(ID, SEED);

  @Test
  void comesBackAsItWent() {
    ConsentState state = ConsentState.of(PROOF, NOW);

    assertThat(ConsentState.parse(state.text())).contains(state);
    assertThat(state.isOf(PROOF)).isTrue();
    assertThat(state.toString()).contains(ID.toString()).doesNotContain(state.proven());
  }

  @Test
  void isGoodForSevenDaysAndNobodyCanProlongIt() {
    ConsentState state = ConsentState.of(PROOF, NOW.plusMillis(999));

    assertThat(state.hasEnded(NOW.plus(Duration.ofDays(7)).minusMillis(1))).isFalse();
    assertThat(state.hasEnded(NOW.plus(Duration.ofDays(7)))).isTrue();
    assertThat(
            new ConsentState(state.integration(), state.end().plusSeconds(1), state.proven())
                .isOf(PROOF))
        .isFalse();
  }

  @Test
  void isThatOfOneIntegrationAndOneSeed() {
    ConsentState state = ConsentState.of(PROOF, NOW);

    assertThat(state.isOf(new PlaceProof(ID, "t".repeat(43)))).isFalse();
    assertThat(state.isOf(new PlaceProof(new UUID(1, 1), SEED))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "00001111-aaaa-2222-bbbb-3333cccc4444",
        "00001111-aaaa-2222-bbbb-3333cccc4444.",
        "00001111-aaaa-2222-bbbb-3333cccc4444.short",
        "00001111-aaaa-2222-bbbb-3333cccc4444.1.short",
        "00001111-aaaa-2222-bbbb-3333cccc4444.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "00001111-aaaa-2222-bbbb-3333cccc4444.01.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "00001111-aaaa-2222-bbbb-3333cccc4444.-1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "00001111-aaaa-2222-bbbb-3333cccc4444.999999999999.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "1-1-1-1-1.1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "00001111-aaaa-2222-bbbb-3333cccc4444.1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        "00001111-AAAA-2222-BBBB-3333CCCC4444.1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "<script>.1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void takesNothingElse(String text) {
    assertThat(ConsentState.parse(text)).isEmpty();
  }
}
