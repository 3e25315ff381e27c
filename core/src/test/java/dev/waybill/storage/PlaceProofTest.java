package dev.waybill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlaceProofTest {
  private static final Instant END = Instant.parse("2026-11-27T14:00:00Z");
  private static final String SEED = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  private static final UUID INTEGRATION = new UUID(1, 2);
  private static final Location PLACE = place("a");

  private final PlaceProof proof = new PlaceProof(INTEGRATION, SEED);

  /** An object that was put by an earlier version has to have the token that this one expects. */
  @Test
  void isTheSameWheneverItIsAskedFor() {
    assertThat(text(proof, PLACE)).isEqualTo("uSSS6gV-YbxuGG7G5y1lg13_LUZBMXUP4H5bHIZG5N4\n");
    assertThat(proof.key())
        .isEqualTo(new ObjectKey(".waybill.confirm.00000000-0000-0001-0000-000000000002"));
  }

  @Test
  void differsByPlaceIntegrationAndSeed() {
    List<PlaceProof> proofs =
        List.of(
            proof,
            new PlaceProof(new UUID(1, 3), SEED),
            new PlaceProof(INTEGRATION, SEED.replace('0', '1')));
    List<Location> places =
        List.of(
            PLACE,
            place("b"),
            place("a/b"),
            place(""),
            new GcsLocation("bucket-2", new StoragePath("a")));

    assertThat(proofs.stream().flatMap(each -> places.stream().map(place -> text(each, place))))
        .doesNotHaveDuplicates()
        .hasSize(15);
    assertThat(
            Stream.of(
                text(proof, PLACE).strip(),
                proof.consentState(END),
                proof.consentState(END.plusSeconds(1))))
        .doesNotHaveDuplicates();
  }

  @Test
  void knowsItsTokenAndNoOther() {
    String token = text(proof, PLACE).strip();

    assertThat(proof.isToken(token, PLACE)).isTrue();
    assertThat(proof.isToken("  " + token + "\r\n", PLACE)).isTrue();
    assertThat(proof.isToken(token, place("a/b"))).isFalse();
    for (String wrong :
        List.of(
            "",
            "\n",
            token + "x",
            token.substring(1),
            token.toUpperCase(Locale.ROOT),
            proof.consentState(END),
            SEED,
            "\u00e9")) {
      assertThat(proof.isToken(wrong, PLACE)).as(wrong).isFalse();
    }
  }

  @Test
  void showsNeitherSeedNorToken() {
    assertThat(proof).hasToString("PlaceProof[00000000-0000-0001-0000-000000000002]");
  }

  @Test
  void isNotMadeOfAShortSeed() {
    assertThatThrownBy(() -> new PlaceProof(INTEGRATION, SEED.substring(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SEED.substring(1));
  }

  private static String text(PlaceProof of, Location place) {
    return new String(of.content(place), UTF_8);
  }

  private static Location place(String path) {
    return new GcsLocation("bucket", new StoragePath(path));
  }
}
