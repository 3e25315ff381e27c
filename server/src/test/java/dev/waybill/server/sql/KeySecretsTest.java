package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySecretsTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void drawsSecretsOfOneForm() {
    assertThat(IntStream.range(0, 1000).mapToObj(_ -> KeySecrets.draw(random)))
        .allMatch(KeySecrets::hasForm)
        .allMatch(secret -> secret.length() == 52)
        .doesNotHaveDuplicates();
  }

  @Test
  void noticesEveryMistypedCharacter() {
    String secret = KeySecrets.draw(random);
    for (int i = 0; i < secret.length(); i++) {
      char other = secret.charAt(i) == 'x' ? 'y' : 'x';
      assertThat(KeySecrets.hasForm(secret.substring(0, i) + other + secret.substring(i + 1)))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wb_", "Bearer x", "wb_\u00e4", "wb_'; --"})
  void refusesWhatCannotBeASecret(String text) {
    assertThat(KeySecrets.hasForm(text)).isFalse();
  }
}
