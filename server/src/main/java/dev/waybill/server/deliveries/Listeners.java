package dev.waybill.server.deliveries;

import dev.waybill.export.Attempt;
import dev.waybill.export.Delivery;
import dev.waybill.export.EngineListener;
import dev.waybill.export.ExportJob;
import dev.waybill.export.RedeliveryAttempt;
import dev.waybill.fault.Failure;
import dev.waybill.storage.PutOutcome;
import java.time.Duration;
import java.util.List;

/** Several listeners as one. */
public final class Listeners implements EngineListener {
  private final List<EngineListener> listeners;

  public Listeners(List<EngineListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void planned(ExportJob job) {
    listeners.forEach(listener -> listener.planned(job));
  }

  @Override
  public void claimed(Attempt attempt) {
    listeners.forEach(listener -> listener.claimed(attempt));
  }

  @Override
  public void put(Attempt attempt, PutOutcome outcome, Duration took) {
    listeners.forEach(listener -> listener.put(attempt, outcome, took));
  }

  @Override
  public void delivered(Attempt attempt, Delivery delivery) {
    listeners.forEach(listener -> listener.delivered(attempt, delivery));
  }

  @Override
  public void failed(Attempt attempt, Failure failure) {
    listeners.forEach(listener -> listener.failed(attempt, failure));
  }

  @Override
  public void put(RedeliveryAttempt attempt, PutOutcome outcome, Duration took) {
    listeners.forEach(listener -> listener.put(attempt, outcome, took));
  }

  @Override
  public void redelivered(RedeliveryAttempt attempt) {
    listeners.forEach(listener -> listener.redelivered(attempt));
  }

  @Override
  public void failed(RedeliveryAttempt attempt, Failure failure) {
    listeners.forEach(listener -> listener.failed(attempt, failure));
  }

  @Override
  public void logUnavailable(String reason) {
    listeners.forEach(listener -> listener.logUnavailable(reason));
  }

  @Override
  public void logAvailable() {
    listeners.forEach(EngineListener::logAvailable);
  }

  @Override
  public void defect(String doing, Throwable cause) {
    listeners.forEach(listener -> listener.defect(doing, cause));
  }
}
