package dev.waybill.simulation;

import dev.waybill.export.ExportLedger;
import dev.waybill.export.RedeliveryLedger;
import dev.waybill.log.BlockIndex;
import dev.waybill.log.BlockVisitor;
import dev.waybill.log.EventBlock;
import dev.waybill.log.EventLog;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes every call of the ledger and the log a step, at which anything may happen. */
final class Stepping {
  private final Scheduler scheduler;
  private final Weather weather;

  /** Hears each transaction at the moment in which it is made. */
  interface Listener {
    void before(String method, Object[] arguments);

    void after(String method, Object[] arguments, @Nullable Object result);
  }

  /** The control plane, or the log, does not answer. */
  static final class Down extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Down(String message) {
      super(message, null, false, false);
    }
  }

  Stepping(Scheduler scheduler, Weather weather) {
    this.scheduler = scheduler;
    this.weather = weather;
  }

  ExportLedger around(ExportLedger ledger, Listener listener) {
    return around(ExportLedger.class, ledger, listener, "");
  }

  RedeliveryLedger around(RedeliveryLedger ledger, Listener listener) {
    return around(RedeliveryLedger.class, ledger, listener, "redelivery ");
  }

  /** A failure comes before a transaction, or after it, when its answer is lost. */
  private <T> T around(Class<T> type, T ledger, Listener listener, String prefix) {
    return proxy(
        type,
        (proxy, method, arguments) -> {
          String name = prefix + method.getName();
          Object[] given = arguments == null ? new Object[0] : arguments;
          listener.before(name, given);
          scheduler.step(name);
          if (weather.ledgerFails()) {
            throw new Down("the control plane is down");
          }
          Object result = call(ledger, method, given);
          listener.after(name, given, result);
          scheduler.step(name + " done");
          if (weather.ledgerFails()) {
            throw new Down("the control plane's answer is lost");
          }
          return result;
        });
  }

  /**
   * @param trims hears what is about to be removed
   */
  EventLog around(EventLog log, BiConsumer<TenantId, Position> trims) {
    return proxy(
        EventLog.class,
        (proxy, method, arguments) -> {
          String name = method.getName();
          Object[] given = arguments == null ? new Object[0] : arguments;
          scheduler.step(name);
          if (name.equals("barrier") && weather.logIsDown()) {
            throw new LogUnavailableException("the disk is full");
          }
          if (name.equals("trim")) {
            trims.accept((TenantId) given[0], (Position) given[1]);
          }
          if (name.equals("scan")) {
            given = new Object[] {given[0], new SteppingVisitor((BlockVisitor) given[1])};
          }
          return call(log, method, given);
        });
  }

  private static @Nullable Object call(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Stepping.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private final class SteppingVisitor implements BlockVisitor {
    private final BlockVisitor visitor;

    SteppingVisitor(BlockVisitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public boolean wants(BlockIndex index) {
      scheduler.step("block");
      if (weather.logFails()) {
        throw new Down("the log cannot be read");
      }
      return visitor.wants(index);
    }

    @Override
    public void visit(EventBlock block) {
      visitor.visit(block);
    }

    @Override
    public boolean done() {
      return visitor.done();
    }
  }
}
