package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets tests start one at a time per integration, not too soon after one another, and not too many
 * at once, tenants taking turns. Whoever asks gets the result of a test that started after they
 * asked, or of an earlier one that succeeded; those who ask in the meantime share it.
 */
final class TestFlights {
  /** The tests of one integration: at most one in the air and one to follow. */
  private static final class Line {
    private @Nullable Flight flying;
    private @Nullable Flight next;
    private long lastStart;
    private boolean startedOnce;
  }

  private record Flight(
      StorageIntegration integration, CompletableFuture<ConnectionTest> landing) {}

  private static final Logger LOG = LoggerFactory.getLogger(TestFlights.class);

  private final Function<StorageIntegration, ConnectionTest> test;
  private final TimeSource time;
  private final Executor executor;
  private final Delay delay;
  private final TestLimits limits;

  private final Object lock = new Object();
  private final Map<IntegrationId, Line> lines = new HashMap<>();

  /** What is ready to start; the tenant whose turn it is comes first. None of them is empty. */
  private final Map<TenantId, Queue<Flight>> waiting = new LinkedHashMap<>();

  private final Map<TenantId, Integer> flyingByTenant = new HashMap<>();
  private int flying;
  private boolean closed;

  TestFlights(
      Function<StorageIntegration, ConnectionTest> test,
      TimeSource time,
      Executor executor,
      Delay delay,
      TestLimits limits) {
    this.test = test;
    this.time = time;
    this.executor = executor;
    this.delay = delay;
    this.limits = limits;
  }

  CompletableFuture<ConnectionTest> request(StorageIntegration integration) {
    synchronized (lock) {
      Line line = lines.computeIfAbsent(integration.id(), _ -> new Line());
      if (line.next != null) {
        return line.next.landing();
      }
      Flight next = new Flight(integration, new CompletableFuture<>());
      line.next = next;
      if (line.flying == null && !closed) {
        queue(line, next);
      }
      return next.landing();
    }
  }

  /** Starts no more; those in the air still land. Who waits for others waits in vain. */
  void close() {
    synchronized (lock) {
      closed = true;
      waiting.clear();
    }
  }

  boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private void queue(Line line, Flight flight) {
    Duration pause = pause(line);
    if (pause.isPositive()) {
      delay.after(pause, () -> ready(flight));
    } else {
      ready(flight);
    }
  }

  private Duration pause(Line line) {
    return line.startedOnce
        ? limits.between().minusNanos(time.monotonicNanos() - line.lastStart)
        : Duration.ZERO;
  }

  private void ready(Flight flight) {
    synchronized (lock) {
      if (!closed) {
        waiting.computeIfAbsent(flight.integration().tenant(), _ -> new ArrayDeque<>()).add(flight);
        startWhatMay();
      }
    }
  }

  private void startWhatMay() {
    while (flying < limits.overall()) {
      Optional<TenantId> next = waiting.keySet().stream().filter(this::mayStartOne).findFirst();
      if (next.isEmpty()) {
        return;
      }
      start(takeTurn(next.get()));
    }
  }

  /** Few tenants have so many in the air that they may not. */
  private boolean mayStartOne(TenantId tenant) {
    return flyingByTenant.getOrDefault(tenant, 0) < limits.perTenant();
  }

  private Flight takeTurn(TenantId tenant) {
    Queue<Flight> own = requireNonNull(waiting.remove(tenant));
    Flight first = own.remove();
    if (!own.isEmpty()) {
      waiting.put(tenant, own);
    }
    return first;
  }

  private void start(Flight flight) {
    flying++;
    flyingByTenant.merge(flight.integration().tenant(), 1, Integer::sum);
    Line line = line(flight);
    line.next = null;
    line.flying = flight;
    line.lastStart = time.monotonicNanos();
    line.startedOnce = true;
    executor.execute(() -> fly(flight));
  }

  private void fly(Flight flight) {
    try {
      ConnectionTest found = test.apply(flight.integration());
      land(flight, found.succeeded()).forEach(each -> each.landing().complete(found));
    } catch (RuntimeException | Error e) {
      logUnlessClosed(flight, e);
      land(flight, false).forEach(each -> each.landing().completeExceptionally(e));
    }
  }

  /** Once for all who wait for it; after the end it may be that it was the end. */
  private void logUnlessClosed(Flight flight, Throwable defect) {
    if (!isClosed()) {
      LOG.error(
          "A defect while testing the storage integration {}", flight.integration().id(), defect);
    }
  }

  /** Those who have their answer now: also the ones to follow, if there is nothing left to test. */
  private List<Flight> land(Flight flight, boolean succeeded) {
    synchronized (lock) {
      flying--;
      flyingByTenant.computeIfPresent(
          flight.integration().tenant(), (_, count) -> count == 1 ? null : count - 1);
      Line line = line(flight);
      line.flying = null;
      List<Flight> landed = new ArrayList<>(List.of(flight));
      if (closed) {
        return landed;
      }
      Flight next = line.next;
      if (next != null && succeeded) {
        landed.add(next);
        line.next = null;
      } else if (next != null) {
        queue(line, next);
      }
      if (line.next == null) {
        forgetWhenOld(flight.integration().id(), line);
      }
      startWhatMay();
      return landed;
    }
  }

  private void forgetWhenOld(IntegrationId id, Line line) {
    Duration pause = pause(line);
    if (!pause.isPositive()) {
      lines.remove(id, line);
      return;
    }
    delay.after(
        pause,
        () -> {
          synchronized (lock) {
            if (line.flying == null && line.next == null && !pause(line).isPositive()) {
              lines.remove(id, line);
            }
          }
        });
  }

  private Line line(Flight flight) {
    return lines.computeIfAbsent(flight.integration().id(), _ -> new Line());
  }
}
