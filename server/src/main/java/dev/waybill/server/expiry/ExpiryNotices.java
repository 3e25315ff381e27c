package dev.waybill.server.expiry;

import java.time.Instant;
import java.util.List;

/** The notices that are due, of all tenants. */
public interface ExpiryNotices {
  /**
   * Gives notices: each is an audit event of its tenant, in the transaction that notes that it was
   * given. So it is given once, whenever a crash happens; of those that are overdue for one secret,
   * the nearest to its end alone.
   *
   * @param most as many; whoever gets as many asks again
   * @return those that were given
   */
  List<ExpiryNotice> give(Instant now, int most);
}
