package dev.waybill.server.deliveries;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Attempt;
import dev.waybill.export.Delivery;
import dev.waybill.export.EngineListener;
import dev.waybill.export.RedeliveryAttempt;
import dev.waybill.fault.Failure;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Counts jobs and times puts. */
public final class DeliveryMetrics implements EngineListener {
  private static final String JOBS = "waybill.jobs";

  private final MeterRegistry registry;

  public DeliveryMetrics(MeterRegistry registry) {
    this.registry = requireNonNull(registry, "registry is null");
    registry.counter(JOBS, "outcome", "delivered", "fault", "NONE");
  }

  @Override
  public void put(Attempt attempt, PutOutcome outcome, Duration took) {
    put(attempt.integration().location(), outcome, took);
  }

  @Override
  public void put(RedeliveryAttempt attempt, PutOutcome outcome, Duration took) {
    put(attempt.integration().location(), outcome, took);
  }

  private void put(Location location, PutOutcome outcome, Duration took) {
    registry
        .timer("waybill.put", "provider", provider(location), "outcome", word(outcome))
        .record(took);
  }

  @Override
  public void delivered(Attempt attempt, Delivery delivery) {
    registry.counter(JOBS, "outcome", "delivered", "fault", "NONE").increment();
  }

  @Override
  public void failed(Attempt attempt, Failure failure) {
    registry.counter(JOBS, "outcome", "failed", "fault", failure.fault().name()).increment();
  }

  private static String provider(Location location) {
    return switch (location) {
      case S3Location _ -> "s3";
      case AzureLocation _ -> "azure";
      case GcsLocation _ -> "gcs";
      case DirectoryLocation _ -> "directory";
    };
  }

  private static String word(PutOutcome outcome) {
    return switch (outcome) {
      case PutOutcome.Stored _ -> "stored";
      case PutOutcome.AlreadyThere _ -> "already_there";
      case PutOutcome.Refused _ -> "refused";
      case PutOutcome.OtherBytes _ -> "other_bytes";
      case PutOutcome.Unknown _ -> "unknown";
    };
  }
}
