package dev.waybill.verify;

import dev.waybill.manifest.KeyId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a verification came to; the single observations went to its listener.
 *
 * @param streams in the order of their ids
 * @param counts how often something was observed
 * @param unknownRevoked revoked keys that are neither trusted nor lie at the place
 */
public record Report(
    List<StreamReport> streams,
    Map<Code, Long> counts,
    Trust trust,
    Expectations expectations,
    List<KeyId> unknownRevoked) {

  public Report {
    streams = List.copyOf(streams);
    counts = Map.copyOf(counts);
    unknownRevoked = List.copyOf(unknownRevoked);
  }

  /** Whether the place was wholly read, and there was no finding. */
  public boolean verified() {
    return whollyRead() && count(Code.Severity.FINDING) == 0;
  }

  /** Whether everything could be read; else there may be more findings than were seen. */
  public boolean whollyRead() {
    return count(Code.Severity.ERROR) == 0;
  }

  /** How many observations were of that severity. */
  public long count(Code.Severity severity) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().severity() == severity)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Counts what is observed while a verification goes on. */
  static final class Counter {
    private final Map<Code, Long> counts = new EnumMap<>(Code.class);

    void add(Code code) {
      counts.merge(code, 1L, Long::sum);
    }

    Map<Code, Long> counts() {
      return counts;
    }
  }
}
