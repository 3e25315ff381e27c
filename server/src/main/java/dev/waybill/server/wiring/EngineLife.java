package dev.waybill.server.wiring;

import dev.waybill.export.ExportEngine;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.RedeliveryLedger;
import dev.waybill.time.TimeSource;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Starts the engine before the API opens. A stop is told to it at once, so that what it has under
 * way ends while the last requests are served; after them it is waited for.
 */
final class EngineLife implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {
  private final ExportEngine engine;
  private final ExportLedger ledger;
  private final RedeliveryLedger redeliveries;
  private final TimeSource time;
  private volatile boolean running;

  EngineLife(
      ExportEngine engine, ExportLedger ledger, RedeliveryLedger redeliveries, TimeSource time) {
    this.engine = engine;
    this.ledger = ledger;
    this.redeliveries = redeliveries;
    this.time = time;
  }

  @Override
  public void start() {
    ledger.endLeases(time.now()); // the data directory is ours alone, so nobody holds one
    redeliveries.endLeases(time.now());
    engine.start();
    running = true;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    engine.stop();
  }

  @Override
  public void stop() {
    running = false;
    engine.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Lower phases start earlier and stop later; web servers are near the highest. */
  @Override
  public int getPhase() {
    return 0;
  }
}
