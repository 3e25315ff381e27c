package dev.waybill.server.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.waybill.integration.IntegrationId;
import dev.waybill.server.testing.CapturedLog;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExpiryWatchTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");

  private final Queue<List<ExpiryNotice>> pages = new ArrayDeque<>();
  private final List<Instant> asked = new ArrayList<>();
  private final ExpiryWatch watch = new ExpiryWatch(this::give, new SettableTime(NOW));

  @Test
  void goesOnUntilNothingIsLeft() {
    List<ExpiryNotice> full =
        Collections.nCopies(ExpiryWatch.MOST_AT_ONCE, notice(Duration.ofDays(6)));
    pages.addAll(List.of(full, full, List.of(notice(Duration.ofDays(6))), full));

    watch.run();

    assertThat(asked).containsExactly(NOW, NOW, NOW);
  }

  @Test
  void stopsWhereItIsInterrupted() {
    List<ExpiryNotice> full =
        Collections.nCopies(ExpiryWatch.MOST_AT_ONCE, notice(Duration.ofDays(6)));
    pages.addAll(List.of(full, full));

    Thread.currentThread().interrupt();
    watch.run();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(asked).containsExactly(NOW);
  }

  @Test
  void tellsTheOperatorToo() {
    pages.add(List.of(notice(Duration.ofDays(6)), notice(Duration.ZERO)));
    try (CapturedLog log = new CapturedLog(Level.WARN)) {
      watch.run();

      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.contains(
                      "The SAS token of tenant acme's storage integration"
                          + " 00000000-0000-0001-0000-000000000002 ends on 2026-11-26T14:00:00Z"))
          .anyMatch(line -> line.contains(" ended on 2026-11-20T14:00:00Z"));
    }
  }

  private List<ExpiryNotice> give(Instant now, int most) {
    assertThat(most).isEqualTo(ExpiryWatch.MOST_AT_ONCE);
    asked.add(now);
    return pages.remove();
  }

  private static ExpiryNotice notice(Duration left) {
    return new ExpiryNotice(
        new TenantId("acme"), new IntegrationId(new UUID(1, 2)), "lake", NOW.plus(left), NOW);
  }
}
