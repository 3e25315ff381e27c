package dev.waybill.server.exports;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Stage;
import dev.waybill.integration.Confirmation;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester.Finding;
import java.util.Set;

/** What a test by reading may conclude. */
final class TestVerdict {
  /** The store knows whether it lets the caller in before it looks whether a name is taken. */
  private static final Set<String> ACCESS_REFUSED =
      Set.of(
          "ACCESS_DENIED",
          "WRONG_SECRET",
          "UNKNOWN_ACCESS_KEY",
          "EXPIRED_CREDENTIALS",
          "SESSION_REFUSED",
          Confirmation.NOT_CONFIRMED);

  private TestVerdict() {}

  /**
   * The state of a connection after a test by reading. A marker that was there already proves that
   * the store answers and lets the caller in, but not that bytes can be stored; so what only a put
   * can disprove stays until a put succeeds.
   */
  static ConnectionTest after(ConnectionTest before, Finding finding) {
    boolean proven = finding.test().succeeded() && !finding.markerWasThere();
    return proven || before.failure().filter(failure -> !disprovable(failure)).isEmpty()
        ? finding.test()
        : before;
  }

  private static boolean disprovable(Failure failure) {
    return failure.stage().compareTo(Stage.ASSUME_ROLE) <= 0
        || ACCESS_REFUSED.contains(failure.code());
  }
}
