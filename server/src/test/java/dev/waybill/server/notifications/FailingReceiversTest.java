package dev.waybill.server.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailingReceiversTest {
  private static final Instant NOW = SampleNotifications.NOW;

  private final FailingReceivers failing = new FailingReceivers();

  @Test
  void areLeftAloneForLongerEachTime() {
    failing.failed("a", NOW);
    assertThat(failing.at(NOW)).containsExactly("a");
    assertThat(failing.at(NOW.plusSeconds(1))).isEmpty();

    failing.failed("a", NOW.plusSeconds(1));
    assertThat(failing.at(NOW.plusSeconds(2))).containsExactly("a");

    failing.recovered("a");
    assertThat(failing.at(NOW.plusSeconds(2))).isEmpty();
  }

  @Test
  void areABoundedNumberOfThoseWithTheLongestPauses() {
    failing.failed("worst", NOW);
    failing.failed("worst", NOW);
    for (int i = 0; i < 2 * FailingReceivers.MOST; i++) {
      failing.failed("receiver-" + i, NOW);
    }

    assertThat(failing.at(NOW)).hasSize(FailingReceivers.MOST).contains("worst");
  }
}
