package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.log.LogDamagedException;

/** What an attempt says that ended in a way which nobody foresaw. */
final class Defects {
  private Defects() {}

  /**
   * The failure that an exception carries, or that of a defect, which the listener hears.
   *
   * @param doing what, for a log
   */
  static Failure failure(
      RuntimeException cause, Stage stage, String doing, EngineListener listener) {
    if (cause instanceof FailureException known) {
      return known.failure();
    }
    listener.defect(doing, cause);
    String code = cause instanceof LogDamagedException ? "LOG_DAMAGED" : "INTERNAL_ERROR";
    return new Failure(
        Fault.OURS,
        stage,
        code,
        "The service itself failed while delivering; nothing is lost, and it tries again.",
        "The operator finds the cause in the server's log.");
  }
}
