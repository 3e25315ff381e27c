package dev.waybill.server.graphql;

import dev.waybill.export.JobView;
import dev.waybill.fault.InvalidInput;
import java.util.List;
import java.util.Optional;

/** The schema's {@code ExportJobPage}; the cursor is the sequence of the last job. */
record ExportJobPage(List<ExportJobNode> nodes, PageInfo pageInfo) {
  private static final int MAX_FIRST = 100;

  /** The schema's {@code PageInfo}. */
  record PageInfo(boolean hasNextPage, Optional<String> endCursor) {}

  /**
   * @param jobs up to one more than asked for, by which it is known whether more follow
   */
  static ExportJobPage of(List<JobView> jobs, int first) {
    List<JobView> shown = jobs.subList(0, Math.min(first, jobs.size()));
    Optional<String> endCursor =
        shown.isEmpty()
            ? Optional.empty()
            : Optional.of(Long.toString(shown.getLast().job().sequence()));
    return new ExportJobPage(
        shown.stream().map(ExportJobNode::of).toList(),
        new PageInfo(jobs.size() > first, endCursor));
  }

  static int first(int first) {
    if (first < 1 || first > MAX_FIRST) {
      throw new InvalidInput("first", "first is 1 to " + MAX_FIRST + ".");
    }
    return first;
  }

  /** The sequence below which a page starts. */
  static long before(Optional<String> after) {
    try {
      return after.map(Long::parseLong).orElse(Long.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw new InvalidInput("after", "after is the endCursor of the page before.");
    }
  }
}
