package dev.waybill.server.graphql;

import dev.waybill.export.Redelivery;
import dev.waybill.server.graphql.ExportJobPage.PageInfo;
import java.util.List;
import java.util.Optional;

/** The schema's {@code RedeliveryPage}; the cursor is the id of the last redelivery. */
record RedeliveryPage(List<RedeliveryNode> nodes, PageInfo pageInfo) {

  /**
   * @param found up to one more than asked for, by which it is known whether more follow
   */
  static RedeliveryPage of(List<Redelivery> found, int first) {
    List<Redelivery> shown = found.subList(0, Math.min(first, found.size()));
    Optional<String> endCursor =
        shown.isEmpty() ? Optional.empty() : Optional.of(shown.getLast().id().toString());
    return new RedeliveryPage(
        shown.stream().map(RedeliveryNode::of).toList(),
        new PageInfo(found.size() > first, endCursor));
  }
}
