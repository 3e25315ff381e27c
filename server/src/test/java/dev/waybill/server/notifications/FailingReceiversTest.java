package dev.waybill.server.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.notifications.FailingReceivers.LeftAlone;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailingReceiversTest {
  private static final Instant NOW = SampleNotifications.NOW;

  private final FailingReceivers failing = new FailingReceivers();

  @Test
  void areLeftAloneForLongerEachTime() {
    failing.failed("a", NOW);
    assertThat(leftAlone(NOW)).containsExactly("a");
    assertThat(leftAlone(NOW.plusSeconds(1))).isEmpty();

    failing.failed("a", NOW.plusSeconds(1));
    assertThat(leftAlone(NOW.plusSeconds(2))).containsExactly("a");

    failing.recovered("a");
    assertThat(leftAlone(NOW.plusSeconds(2))).isEmpty();
  }

  @Test
  void areAllLeftAloneAndThoseWithTheLongestPausesAreNamed() {
    failing.failed("worst", NOW);
    failing.failed("worst", NOW);
    for (int i = 0; i < 2 * FailingReceivers.MOST_NAMED; i++) {
      failing.failed("receiver-" + i, NOW);
    }

    LeftAlone leftAlone = failing.at(NOW);
    assertThat(leftAlone.named()).hasSize(FailingReceivers.MOST_NAMED).contains("worst");
    assertThat(leftAlone.all()).hasSize(2 * FailingReceivers.MOST_NAMED + 1);
    assertThat(leftAlone.unnamed()).isEqualTo(FailingReceivers.MOST_NAMED + 1);
  }

  @Test
  void areForgottenWhenNobodyHasSentThemAnythingForLong() {
    failing.failed("a", NOW);
    failing.failed("a", NOW);
    Instant later = NOW.plus(Duration.ofHours(2));
    assertThat(leftAlone(later)).isEmpty();

    failing.failed("a", later);

    assertThat(leftAlone(later)).containsExactly("a");
    assertThat(leftAlone(later.plusSeconds(1))).as("as after a first failure").isEmpty();
  }

  private Set<String> leftAlone(Instant now) {
    return failing.at(now).all();
  }
}
