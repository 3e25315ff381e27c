package dev.waybill.server.deliveries;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ExportJob;
import dev.waybill.export.JobId;
import dev.waybill.export.SelfCheckListener;
import dev.waybill.export.SelfCheckResult;
import dev.waybill.export.SelfCheckResult.Difference;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Counts what self-checks looked at, and logs each difference: it is an error of ours. */
public final class SelfCheckReports implements SelfCheckListener {
  private static final Logger LOG = LoggerFactory.getLogger(SelfCheckReports.class);
  private static final String CHECKS = "waybill.self.checks";
  private static final String FAULT = "OURS";

  private final MeterRegistry registry;

  public SelfCheckReports(MeterRegistry registry) {
    this.registry = requireNonNull(registry, "registry is null");
    for (String outcome : List.of("same", "different", "skipped", "failed")) {
      registry.counter(CHECKS, "outcome", outcome); // so that each is seen before it happens
    }
  }

  @Override
  public void checked(ExportJob job, SelfCheckResult result) {
    switch (result) {
      case SelfCheckResult.Same() -> count("same");
      case SelfCheckResult.Skipped() -> count("skipped");
      case SelfCheckResult.Different(List<Difference> first, long all) -> {
        count("different");
        with(context(job), () -> log(job, first, all));
      }
    }
  }

  @Override
  public void failed(JobId job, RuntimeException cause) {
    count("failed");
    with(
        Map.of("job", job.toString(), "fault", FAULT),
        () -> LOG.error("The self-check of job {} failed", job, cause));
  }

  private static void log(ExportJob job, List<Difference> first, long all) {
    for (Difference difference : first) {
      LOG.error(
          "Job {} of stream {} is not what the event log says: {} should be {} and is {}",
          job.sequence(),
          job.stream(),
          difference.field(),
          difference.expected(),
          difference.found());
    }
    if (all > first.size()) {
      LOG.error(
          "Job {} of stream {} has {} more differences",
          job.sequence(),
          job.stream(),
          all - first.size());
    }
  }

  private void count(String outcome) {
    registry.counter(CHECKS, "outcome", outcome).increment();
  }

  private static Map<String, String> context(ExportJob job) {
    var context = new LinkedHashMap<String, String>();
    context.put("tenant", job.tenant().value());
    context.put("configuration", job.configuration().toString());
    context.put("job", job.id().toString());
    context.put("fault", FAULT);
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
