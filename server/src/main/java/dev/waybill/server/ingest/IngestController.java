package dev.waybill.server.ingest;

import static java.util.Objects.requireNonNull;

import dev.waybill.event.ActiveTenants;
import dev.waybill.event.EventLimits;
import dev.waybill.event.EventReader;
import dev.waybill.event.ReadOutcome;
import dev.waybill.event.TenantChoice;
import dev.waybill.log.EventLog;
import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.retention.StorageQuotas;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.settings.ByteSize;
import dev.waybill.server.settings.IngestSettings;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/audit/events}. */
@RestController
public final class IngestController {
  private static final int OK = 200;
  private static final int NOTHING_ACCEPTED = 422;

  private final BodyReader bodies;
  private final EventReader events;
  private final Admission admission;
  private final Ingest ingest;
  private final ActiveTenants tenants;
  private final Supplier<UUID> ids;
  private final TimeSource time;
  private final IngestMetrics metrics;

  public IngestController(
      IngestSettings settings,
      EventLog log,
      Tenants tenants,
      StorageQuotas quotas,
      TenantDeletions deletions,
      Supplier<UUID> ids,
      TimeSource time,
      MeterRegistry registry) {
    int limit = settings.maxRequestSize().toInt();
    this.bodies = new BodyReader(new BodyMemory(settings.memory().bytes(), limit + 1), limit, time);
    this.events =
        new EventReader(
            new EventLimits(
                settings.maxRequestEvents(), settings.maxEventSize().toInt(), settings.maxDepth()));
    requireNonNull(tenants, "tenants is null");
    this.admission =
        new Admission(quotas, new IngestRates(tenants::find, rateOfOthers(settings), time));
    this.ingest = new Ingest(log, admission, deletions);
    this.tenants = new TakingTenants(tenants);
    this.ids = requireNonNull(ids, "ids is null");
    this.time = requireNonNull(time, "time is null");
    this.metrics = new IngestMetrics(registry);
  }

  @PostMapping("/api/audit/events")
  void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
    long start = time.monotonicNanos();
    try {
      Caller caller = Caller.of(request);
      IngestRequest asked = IngestRequest.of(request, tenants, ids);
      if (asked.context().tenant() instanceof TenantChoice.OfRequest(TenantId tenant)) {
        admission.requireNoDebt(tenant);
      }
      ReadOutcome read;
      long length;
      try (Body body = bodies.read(request, caller.sender())) {
        length = body.length();
        read = events.read(body.bytes(), body.length(), asked.format(), asked.context());
      }
      IngestAnswer answer = ingest.take(read, asked.onConflict(), caller.deletions());
      metrics.count(answer, length);
      JsonAnswer.send(response, answer.succeeded() ? OK : NOTHING_ACCEPTED, answer.toJson());
    } catch (ProblemException e) {
      metrics.refused(e.problem().code());
      throw e;
    } finally {
      metrics.took(time.monotonicNanos() - start);
    }
  }

  private static IngestRate rateOfOthers(IngestSettings settings) {
    return new IngestRate(
        settings.tenantEventsPerSecond().map(Integer::longValue),
        settings.tenantBytesPerSecond().map(ByteSize::bytes));
  }
}
