package dev.waybill.server.deliveries;

import dev.waybill.export.Attempt;
import dev.waybill.export.Delivery;
import dev.waybill.export.EngineListener;
import dev.waybill.export.Redelivery;
import dev.waybill.export.RedeliveryAttempt;
import dev.waybill.fault.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A log line for each end of an attempt, and for what keeps all exports waiting. */
public final class DeliveryLog implements EngineListener {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

  @Override
  public void delivered(Attempt attempt, Delivery delivery) {
    with(
        context(attempt),
        () ->
            LOG.info(
                "Job {} delivered {} events in {} objects",
                attempt.job().sequence(),
                delivery.events(),
                delivery.objects().size()));
    if (delivery.expired() > 0) {
      with(
          context(attempt),
          () ->
              LOG.error(
                  "{} events of job {} were removed by the hard retention limit before they could"
                      + " be delivered",
                  delivery.expired(),
                  attempt.job().sequence()));
    }
  }

  @Override
  public void failed(Attempt attempt, Failure failure) {
    Map<String, String> context = context(attempt);
    context.put("stage", failure.stage().name());
    context.put("fault", failure.fault().name());
    with(
        context,
        () ->
            LOG.warn(
                "Attempt {} of job {} failed: {} {}",
                attempt.job().attempt(),
                attempt.job().sequence(),
                failure.code(),
                failure.message()));
  }

  @Override
  public void redelivered(RedeliveryAttempt attempt) {
    Redelivery redelivery = attempt.redelivery();
    with(
        context(redelivery),
        () ->
            LOG.info(
                "All objects of jobs {} to {} are in the storage again",
                redelivery.fromSequence(),
                redelivery.toSequence()));
  }

  @Override
  public void failed(RedeliveryAttempt attempt, Failure failure) {
    Map<String, String> context = context(attempt.redelivery());
    context.put("stage", failure.stage().name());
    context.put("fault", failure.fault().name());
    with(
        context,
        () ->
            LOG.warn(
                "Attempt {} at a redelivery failed: {} {}",
                attempt.redelivery().attempt(),
                failure.code(),
                failure.message()));
  }

  @Override
  public void logUnavailable(String reason) {
    LOG.warn(
        "No job is planned while the event log takes no writes: {} Exports go on by themselves when"
            + " it does; until then, see what the log itself said, and the disk and the clock of"
            + " this machine",
        reason);
  }

  @Override
  public void logAvailable() {
    LOG.info("The event log takes writes: jobs are planned again");
  }

  @Override
  public void defect(String doing, Throwable cause) {
    LOG.error("A defect while {}", doing, cause);
  }

  private static Map<String, String> context(Attempt attempt) {
    var context = new LinkedHashMap<String, String>();
    context.put("tenant", attempt.job().tenant().value());
    context.put("configuration", attempt.job().configuration().toString());
    context.put("job", attempt.job().id().toString());
    return context;
  }

  private static Map<String, String> context(Redelivery redelivery) {
    var context = new LinkedHashMap<String, String>();
    context.put("tenant", redelivery.tenant().value());
    context.put("configuration", redelivery.configuration().toString());
    context.put("redelivery", redelivery.id().toString());
    return context;
  }

  private static void with(Map<String, String> context, Runnable log) {
    context.forEach(MDC::put);
    try {
      log.run();
    } finally {
      context.keySet().forEach(MDC::remove);
    }
  }
}
