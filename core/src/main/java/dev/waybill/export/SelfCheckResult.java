package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What became of deriving a delivered job's manifest once more. */
public sealed interface SelfCheckResult {

  /** All is as the log says. */
  record Same() implements SelfCheckResult {}

  /**
   * What is kept of the delivery is not what the log says: somebody or something altered one of the
   * two, or the service has a defect.
   *
   * @param first the first few
   * @param all how many there are
   */
  record Different(List<Difference> first, long all) implements SelfCheckResult {
    public Different {
      first = List.copyOf(first);
    }
  }

  /** It cannot be derived any more: events of it are gone, or it was removed meanwhile. */
  record Skipped() implements SelfCheckResult {}

  /**
   * One difference.
   *
   * @param field of the sealed manifest, or below {@code history} of what the history shows
   * @param expected what follows from the log
   * @param found what is kept
   */
  record Difference(String field, String expected, String found) {
    public Difference {
      requireNonNull(field, "field is null");
      requireNonNull(expected, "expected is null");
      requireNonNull(found, "found is null");
    }
  }
}
