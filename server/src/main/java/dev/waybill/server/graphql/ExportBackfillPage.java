package dev.waybill.server.graphql;

import dev.waybill.export.Backfill;
import java.util.List;
import java.util.Optional;

/** The schema's {@code ExportBackfillPage}; the cursor is the id of the last backfill. */
record ExportBackfillPage(List<ExportBackfillNode> nodes, ExportJobPage.PageInfo pageInfo) {

  /**
   * @param backfills up to one more than asked for, by which it is known whether more follow
   */
  static ExportBackfillPage of(List<Backfill> backfills, int first) {
    List<Backfill> shown = backfills.subList(0, Math.min(first, backfills.size()));
    Optional<String> endCursor =
        shown.isEmpty() ? Optional.empty() : Optional.of(shown.getLast().id().toString());
    return new ExportBackfillPage(
        shown.stream().map(ExportBackfillNode::of).toList(),
        new ExportJobPage.PageInfo(backfills.size() > first, endCursor));
  }
}
