package dev.waybill.server.graphql;

import dev.waybill.export.JobPlace;
import dev.waybill.export.JobView;
import dev.waybill.export.StreamId;
import dev.waybill.fault.InvalidInput;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The schema's {@code ExportJobPage}; the cursor is the place of the last job. */
record ExportJobPage(List<ExportJobNode> nodes, PageInfo pageInfo) {
  private static final int MAX_FIRST = 100;
  private static final Pattern CURSOR =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([0-9]{1,18})");

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
            : Optional.of(cursor(JobPlace.of(shown.getLast().job())));
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

  private static String cursor(JobPlace place) {
    return place.stream() + ":" + place.sequence();
  }

  /** The job after which a page starts. */
  static Optional<JobPlace> after(Optional<String> cursor) {
    return cursor.map(
        text -> {
          Matcher parts = CURSOR.matcher(text);
          if (!parts.matches()) {
            throw new InvalidInput("after", "after is the endCursor of the page before.");
          }
          return new JobPlace(
              new StreamId(UUID.fromString(parts.group(1))), Long.parseLong(parts.group(2)));
        });
  }
}
