package dev.waybill.server.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Receivers that failed of late. Each is left alone for a second, and then for twice as long with
 * every failure, up to five minutes: what waits for one that is down takes up little time of the
 * others. Of very many that fail, those whose pause ends first are not left alone: they are named
 * in a query. Nothing of it outlives the process. Used by one thread at a time.
 */
final class FailingReceivers {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** So many are left alone at a time. */
  static final int MOST = 1_000;

  private record Pause(Duration length, Instant end) {}

  private final Map<String, Pause> pauses = new HashMap<>();

  void failed(String receiver, Instant now) {
    Pause before = pauses.get(receiver);
    Duration length = before == null ? FIRST : longer(before.length());
    pauses.put(receiver, new Pause(length, now.plus(length)));
    if (pauses.size() > MOST) {
      pauses.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().end()))
          .map(Map.Entry::getKey)
          .ifPresent(pauses::remove);
    }
  }

  void recovered(String receiver) {
    pauses.remove(receiver);
  }

  /**
   * Those that are left alone now; those that nobody has sent anything to for long are forgotten.
   */
  Set<String> at(Instant now) {
    pauses.values().removeIf(pause -> pause.end().plus(LONGEST.multipliedBy(12)).isBefore(now));
    return pauses.entrySet().stream()
        .filter(entry -> entry.getValue().end().isAfter(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Duration longer(Duration length) {
    Duration twice = length.multipliedBy(2);
    return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }
}
