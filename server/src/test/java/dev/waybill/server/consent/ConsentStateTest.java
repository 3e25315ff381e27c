package dev.waybill.server.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.PlaceProof;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentStateTest {
  private static final String SEED = "s".repeat(43);
  private static final UUID ID = UUID.fromString("00001111-aaaa-2222-bbbb-3333cccc4444");
  private static final PlaceProof PROOF = new PlaceProof(ID, SEED);

  @Test
  void comesBackAsItWent() {
    ConsentState state = ConsentState.of(PROOF);

    assertThat(ConsentState.parse(state.text())).contains(state);
    assertThat(state.isOf(PROOF)).isTrue();
    assertThat(state.toString()).contains(ID.toString()).doesNotContain(state.proven());
  }

  @Test
  void isThatOfOneIntegrationAndOneSeed() {
    ConsentState state = ConsentState.of(PROOF);

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
        "1-1-1-1-1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "00001111-aaaa-2222-bbbb-3333cccc4444.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        "00001111-AAAA-2222-BBBB-3333CCCC4444.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "<script>.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void takesNothingElse(String text) {
    assertThat(ConsentState.parse(text)).isEmpty();
  }
}
