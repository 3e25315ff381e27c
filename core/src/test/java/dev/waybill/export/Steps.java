package dev.waybill.export;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Counts the steps of a history and ends the process, so to speak, at one of them. */
final class Steps {
  private final int crashAt;
  private int taken;

  /** The process ends: nothing catches it, nothing is cleaned up that a kill would not. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param crashAt the step, from 1, that is not passed
   */
  Steps(int crashAt) {
    this.crashAt = crashAt;
  }

  void pass() {
    taken++;
    if (taken == crashAt) {
      throw new Crash();
    }
  }

  /** A ledger that takes a step before and after each transaction. */
  ExportLedger around(ExportLedger ledger) {
    return around(ExportLedger.class, ledger);
  }

  RedeliveryLedger around(RedeliveryLedger ledger) {
    return around(RedeliveryLedger.class, ledger);
  }

  Backfills around(Backfills backfills) {
    return around(Backfills.class, backfills);
  }

  private <L> L around(Class<L> type, L ledger) {
    return type.cast(
        Proxy.newProxyInstance(
            Steps.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              pass();
              try {
                Object result = method.invoke(ledger, arguments);
                pass();
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
