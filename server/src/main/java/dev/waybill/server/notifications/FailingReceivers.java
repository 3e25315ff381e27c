package dev.waybill.server.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Receivers that failed of late. Each is left alone for a second, and then for twice as long with
 * every failure, up to five minutes: what waits for one that is down takes up little time of the
 * others. One that nobody has sent anything to for an hour after that is forgotten. Nothing of it
 * outlives the process. Used by one thread at a time.
 */
final class FailingReceivers {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** So many are named in a query. */
  static final int MOST_NAMED = 1_000;

  private record Pause(Duration length, Instant end) {}

  /**
   * Those that are left alone now.
   *
   * @param named the ones whose pauses end last, few enough for a query
   * @param all the others, too
   */
  record LeftAlone(Set<String> named, Set<String> all) {
    /** How many a query that leaves out the named ones may find. */
    int unnamed() {
      return all.size() - named.size();
    }
  }

  private final Map<String, Pause> pauses = new HashMap<>();

  void failed(String receiver, Instant now) {
    Pause before = pauses.get(receiver);
    Duration length = before == null ? FIRST : longer(before.length());
    pauses.put(receiver, new Pause(length, now.plus(length)));
  }

  void recovered(String receiver) {
    pauses.remove(receiver);
  }

  LeftAlone at(Instant now) {
    pauses.values().removeIf(pause -> pause.end().plus(REMEMBERED).isBefore(now));
    List<String> lastFirst =
        pauses.entrySet().stream()
            .filter(entry -> entry.getValue().end().isAfter(now))
            .sorted(
                Comparator.comparing(entry -> entry.getValue().end(), Comparator.reverseOrder()))
            .map(Map.Entry::getKey)
            .toList();
    return new LeftAlone(
        lastFirst.stream().limit(MOST_NAMED).collect(Collectors.toUnmodifiableSet()),
        Set.copyOf(lastFirst));
  }

  private static Duration longer(Duration length) {
    Duration twice = length.multipliedBy(2);
    return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }
}
