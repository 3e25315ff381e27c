package dev.waybill.server.expiry;

import static java.util.Objects.requireNonNull;

import dev.waybill.time.TimeSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the notices that are due, to tenants as audit events and to the operator in the log. */
public final class ExpiryWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiryWatch.class);

  /** In one transaction. */
  static final int MOST_AT_ONCE = 100;

  private final ExpiryNotices notices;
  private final TimeSource time;

  public ExpiryWatch(ExpiryNotices notices, TimeSource time) {
    this.notices = requireNonNull(notices, "notices is null");
    this.time = requireNonNull(time, "time is null");
  }

  /** Gives all that are due; after an interruption the next call gives the rest. */
  public void run() {
    List<ExpiryNotice> given;
    do {
      given = notices.give(time.now(), MOST_AT_ONCE);
      given.forEach(ExpiryWatch::log);
    } while (given.size() == MOST_AT_ONCE && !Thread.currentThread().isInterrupted());
  }

  private static void log(ExpiryNotice notice) {
    LOG.warn(
        "The SAS token of tenant {}'s storage integration {} {} on {}",
        notice.tenant(),
        notice.integration(),
        notice.hasEnded() ? "ended" : "ends",
        notice.expiresAt());
  }
}
