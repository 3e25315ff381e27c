package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.Credentials.AccessKey;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyExchangeTest {
  private static final AccessKey FIRST = key("FIRST", "a", 1);
  private static final AccessKey SECOND = key("SECOND", "b", 2);
  private static final AccessKey THIRD = key("THIRD", "c", 3);

  @Test
  void theKeyBeforeStaysBesideAnotherOne() {
    assertThat(KeyExchange.exchange(FIRST, SECOND)).isEqualTo(SECOND.after(FIRST));
  }

  @Test
  void aThirdKeyTakesThePlaceOfOneThatHasNotWorked() {
    assertThat(KeyExchange.exchange(SECOND.after(FIRST), THIRD)).isEqualTo(THIRD.after(FIRST));
  }

  @Test
  void theSameKeyGivenAgainChangesNothing() {
    AccessKey both = SECOND.after(FIRST);

    assertThat(KeyExchange.exchange(both, key("SECOND", "b", 9))).isEqualTo(both);
    assertThat(KeyExchange.exchange(FIRST, key("FIRST", "a", 9))).isEqualTo(FIRST);
  }

  @Test
  void aCorrectedSecretLeavesTheKeyBeforeWhereItIs() {
    AccessKey corrected = key("SECOND", "right", 9);

    assertThat(KeyExchange.exchange(SECOND.after(FIRST), corrected))
        .isEqualTo(corrected.after(FIRST));
    assertThat(KeyExchange.exchange(SECOND, corrected)).isEqualTo(corrected);
  }

  @Test
  void theKeyBeforeMayComeBack() {
    assertThat(KeyExchange.exchange(SECOND.after(FIRST), key("FIRST", "a", 9))).isEqualTo(FIRST);
  }

  @Test
  void noSecretGoesElsewhereThanItWasGivenFor() {
    assertThat(KeyExchange.elsewhere(SECOND.after(FIRST), key("SECOND", "b", 9))).isEqualTo(SECOND);
    assertThat(KeyExchange.elsewhere(SECOND.after(FIRST), THIRD)).isEqualTo(THIRD);
  }

  private static AccessKey key(String id, String secret, long addedAt) {
    return new AccessKey(id, secret, Optional.of(Instant.ofEpochSecond(addedAt)), Optional.empty());
  }
}
