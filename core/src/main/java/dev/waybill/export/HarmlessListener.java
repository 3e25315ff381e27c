package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.storage.PutOutcome;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws away from the engine. */
final class HarmlessListener implements EngineListener {
  private static final Logger LOG = LoggerFactory.getLogger(HarmlessListener.class);

  private final EngineListener listener;

  HarmlessListener(EngineListener listener) {
    this.listener = listener;
  }

  @Override
  public void planned(ExportJob job) {
    tell(() -> listener.planned(job));
  }

  @Override
  public void claimed(Attempt attempt) {
    tell(() -> listener.claimed(attempt));
  }

  @Override
  public void put(Attempt attempt, PutOutcome outcome, Duration took) {
    tell(() -> listener.put(attempt, outcome, took));
  }

  @Override
  public void delivered(Attempt attempt, Delivery delivery) {
    tell(() -> listener.delivered(attempt, delivery));
  }

  @Override
  public void failed(Attempt attempt, Failure failure) {
    tell(() -> listener.failed(attempt, failure));
  }

  @Override
  public void put(RedeliveryAttempt attempt, PutOutcome outcome, Duration took) {
    tell(() -> listener.put(attempt, outcome, took));
  }

  @Override
  public void redelivered(RedeliveryAttempt attempt) {
    tell(() -> listener.redelivered(attempt));
  }

  @Override
  public void failed(RedeliveryAttempt attempt, Failure failure) {
    tell(() -> listener.failed(attempt, failure));
  }

  @Override
  public void logUnavailable(String reason) {
    tell(() -> listener.logUnavailable(reason));
  }

  @Override
  public void logAvailable() {
    tell(listener::logAvailable);
  }

  @Override
  public void defect(String doing, Throwable cause) {
    tell(() -> listener.defect(doing, cause));
  }

  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("a listener of the export engine failed", e);
    }
  }
}
