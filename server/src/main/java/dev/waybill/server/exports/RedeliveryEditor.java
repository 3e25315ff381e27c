package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.Redeliveries;
import dev.waybill.export.Redeliveries.Answer;
import dev.waybill.export.Redelivery;
import dev.waybill.export.RedeliveryId;
import dev.waybill.export.RedeliveryRequest;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.log.EventLog;
import dev.waybill.log.HeldFrom;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Asks for delivered jobs to be put again, and shows a tenant what became of it. */
public final class RedeliveryEditor {
  private final Redeliveries redeliveries;
  private final ExportConfigurations configurations;
  private final EventLog log;
  private final JobRunner jobs;
  private final TimeSource time;
  private final Supplier<UUID> ids;

  public RedeliveryEditor(
      Redeliveries redeliveries,
      ExportConfigurations configurations,
      EventLog log,
      JobRunner jobs,
      TimeSource time,
      Supplier<UUID> ids) {
    this.redeliveries = requireNonNull(redeliveries, "redeliveries is null");
    this.configurations = requireNonNull(configurations, "configurations is null");
    this.log = requireNonNull(log, "log is null");
    this.jobs = requireNonNull(jobs, "jobs is null");
    this.time = requireNonNull(time, "time is null");
    this.ids = requireNonNull(ids, "ids is null");
  }

  /**
   * Puts the objects of these jobs again, from the first to the last, inclusive.
   *
   * @param stream whose jobs are meant; refused unless it is the present one
   * @throws InvalidInput if a job of them cannot be put again
   * @throws Refused if the tenant has no such export, it is detached, it has gone on with another
   *     stream, or another redelivery under way has some of the jobs
   */
  public Redelivery request(
      TenantId tenant, ConfigurationId export, Optional<StreamId> stream, long from, long to) {
    stream.ifPresent(meant -> requirePresent(tenant, export, meant));
    Answer answer =
        redeliveries.request(
            new RedeliveryRequest(
                new RedeliveryId(ids.get()),
                tenant,
                export,
                from,
                to,
                HeldFrom.of(log, tenant),
                time.now()));
    jobs.wake();
    return switch (answer) {
      case Answer.Accepted(Redelivery redelivery) -> redelivery;
      case Answer.NotFound() -> throw Refused.notFound("configurationId", "export configuration");
      case Answer.Detached() ->
          throw Refused.conflict("configurationId", DeletedIntegration.STATUS);
      case Answer.Invalid(String field, String message) -> throw new InvalidInput(field, message);
      case Answer.Conflict(String message) -> throw Refused.conflict("fromSequence", message);
    };
  }

  private void requirePresent(TenantId tenant, ConfigurationId export, StreamId meant) {
    StreamId present =
        configurations.stream(tenant, export)
            .map(Stream::id)
            .orElseThrow(() -> Refused.notFound("configurationId", "export configuration"));
    if (!present.equals(meant)) {
      throw Refused.conflict(
          "stream",
          "The export's present stream is "
              + present.value()
              + ": jobs of another one cannot be put again.");
    }
  }

  /** Ends one; what it has put stays. One that is finished already stays as it is. */
  public Redelivery cancel(TenantId tenant, RedeliveryId id) {
    return redeliveries.cancel(tenant, id, time.now()).orElseThrow(RedeliveryEditor::notFound);
  }

  public Redelivery find(TenantId tenant, RedeliveryId id) {
    return redeliveries.find(tenant, id).orElseThrow(RedeliveryEditor::notFound);
  }

  /**
   * A page, newest first.
   *
   * @param after the last one of the page before
   */
  public List<Redelivery> list(
      TenantId tenant, ConfigurationId export, int limit, Optional<RedeliveryId> after) {
    if (configurations.find(tenant, export).isEmpty()) {
      throw Refused.notFound("configurationId", "export configuration");
    }
    return redeliveries.list(tenant, export, limit, after);
  }

  private static Refused notFound() {
    return Refused.notFound("id", "redelivery");
  }
}
