package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Backfill;
import dev.waybill.export.BackfillRequest;
import dev.waybill.export.BackfillStatus;
import dev.waybill.export.Backfills;
import dev.waybill.export.Backfills.Creation;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportHistory;
import dev.waybill.export.JobPlace;
import dev.waybill.export.JobView;
import dev.waybill.export.StreamId;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.log.EventLog;
import dev.waybill.log.HeldSince;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes requests for backfills, shows them, and cancels them. */
public final class ExportBackfills {
  /** Each try fails only because something else was faster. */
  private static final int MAX_TRIES = 10;

  private final EventLog log;
  private final ExportConfigurations configurations;
  private final StorageIntegrations integrations;
  private final Backfills backfills;
  private final ExportHistory history;
  private final JobRunner jobs;
  private final BackfillCounting counting;
  private final TimeSource time;

  public ExportBackfills(
      EventLog log,
      ExportConfigurations configurations,
      StorageIntegrations integrations,
      Backfills backfills,
      ExportHistory history,
      JobRunner jobs,
      BackfillCounting counting,
      TimeSource time) {
    this.log = requireNonNull(log, "log is null");
    this.configurations = requireNonNull(configurations, "configurations is null");
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.backfills = requireNonNull(backfills, "backfills is null");
    this.history = requireNonNull(history, "history is null");
    this.jobs = requireNonNull(jobs, "jobs is null");
    this.counting = requireNonNull(counting, "counting is null");
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * Delivers what was received at {@code from} or later and before {@code to}; or goes on with the
   * same backfill if it was asked for before.
   *
   * @param prefix the folder of the export's place below which the objects lie
   */
  public Backfill create(
      TenantId tenant, ConfigurationId id, String from, String to, Optional<String> prefix) {
    StoragePath folder = folder(prefix.orElse(""));
    ReceiptWindow window = ReceiptWindow.parse(from, to);
    requireExists(tenant, id);
    window.requirePast(log.barrier(tenant));
    Position start = Position.ZERO;
    for (int i = 0; i < MAX_TRIES; i++) {
      BackfillRequest request = request(tenant, id, window, folder).notBefore(start);
      switch (backfills.create(request, heldSince(request), time.now())) {
        case Creation.Done(Backfill backfill) -> {
          jobs.wake();
          counting.wake();
          return backfill;
        }
        case Creation.Outdated() -> {
          // The next try takes the configuration as it is now.
        }
        case Creation.Trimmed(Position before) -> start = before;
        case Creation.NotFound() -> throw noExport();
        case Creation.Detached() ->
            throw Refused.conflict("configurationId", DeletedIntegration.STATUS);
        case Creation.AfterStart(long through) -> throw afterStart(tenant, through);
        case Creation.Overlaps(Backfill other) -> throw overlap(other);
        case Creation.TooMany() -> throw tooMany();
      }
    }
    throw new IllegalStateException("export " + id + " changes faster than it can be read");
  }

  /**
   * Cancels a backfill; what it has delivered stays where it is. When this returns, nothing more is
   * put; another attempt of the export itself that was stopped with it goes on at once.
   *
   * @throws Refused if the tenant has no such backfill, or it has succeeded
   */
  public Backfill cancel(TenantId tenant, StreamId id) {
    Backfill cancelled =
        backfills.cancel(tenant, id, time.now()).orElseThrow(ExportBackfills::noBackfill);
    if (cancelled.status() == BackfillStatus.SUCCEEDED) {
      throw Refused.conflict(
          "id", "The backfill has succeeded already: there is nothing to cancel.");
    }
    jobs.settle(List.of(cancelled.request().configuration()));
    jobs.wake();
    return cancelled;
  }

  /**
   * One backfill.
   *
   * @throws Refused if the tenant has no such backfill
   */
  public Backfill backfill(TenantId tenant, StreamId id) {
    return backfills.find(tenant, id).orElseThrow(ExportBackfills::noBackfill);
  }

  /**
   * A page of an export's backfills, newest first.
   *
   * @param after the last one of the page before
   * @throws Refused if the tenant has no such configuration
   */
  public List<Backfill> list(
      TenantId tenant, ConfigurationId configuration, int limit, Optional<StreamId> after) {
    requireExists(tenant, configuration);
    return backfills.list(tenant, configuration, limit, after);
  }

  /**
   * A page of a backfill's jobs, newest first.
   *
   * @param after the last job of the page before; empty for the first page
   * @throws Refused if the tenant has no such backfill
   */
  public List<JobView> jobs(TenantId tenant, StreamId id, int limit, Optional<JobPlace> after) {
    ConfigurationId configuration = backfill(tenant, id).request().configuration();
    JobPlace above = after.orElse(new JobPlace(id, Long.MAX_VALUE));
    return history.jobs(tenant, configuration, limit, Optional.of(above));
  }

  private BackfillRequest request(
      TenantId tenant, ConfigurationId id, ReceiptWindow window, StoragePath folder) {
    ExportConfiguration configuration =
        configurations.find(tenant, id).orElseThrow(ExportBackfills::noExport);
    requireFits(configuration, folder);
    return new BackfillRequest(
        tenant,
        id,
        folder,
        window.from() - 1,
        window.to() - 1,
        window.positions(log, tenant),
        jobs.pin(configuration));
  }

  /** The window stays as asked, but what the log has lost of it nobody shall take for delivered. */
  private long heldSince(BackfillRequest request) {
    long since =
        HeldSince.of(log, request.tenant(), request.range().from(), request.receivedFrom());
    return Math.min(since, request.receivedThrough());
  }

  private void requireExists(TenantId tenant, ConfigurationId id) {
    if (configurations.find(tenant, id).isEmpty()) {
      throw noExport();
    }
  }

  /** Where there is no integration any more, the control plane says so. */
  private void requireFits(ExportConfiguration configuration, StoragePath folder) {
    try {
      integrations
          .find(configuration.tenant(), configuration.integration())
          .ifPresent(integration -> integration.location().below(folder));
    } catch (InvalidInput e) {
      throw new InvalidInput("prefix", "The prefix is too long for this export's path.");
    }
  }

  private static StoragePath folder(String prefix) {
    try {
      return new StoragePath(prefix);
    } catch (InvalidInput e) {
      throw new InvalidInput("prefix", e.getMessage());
    }
  }

  private InvalidInput afterStart(TenantId tenant, long through) {
    Range before = new Range(log.start(tenant), log.positionAt(tenant, through + 1));
    return new InvalidInput(
        "to",
        log.given(tenant, before) == 0
            ? "The export began with everything that is held, so there is nothing before it: give"
                + " a prefix for a second copy."
            : "Without a prefix a backfill ends where the export began: to is at most "
                + Instant.ofEpochMilli(through + 1)
                + "; give a prefix for a second copy of what came later.");
  }

  private static Refused overlap(Backfill other) {
    BackfillRequest request = other.request();
    return Refused.conflict(
        "from",
        "The backfill "
            + other.id()
            + " delivers a part of this under the same prefix, from "
            + Instant.ofEpochMilli(request.receivedFrom() + 1)
            + " to "
            + Instant.ofEpochMilli(request.receivedThrough() + 1)
            + ": take a range beside it, or another prefix.");
  }

  private static Refused tooMany() {
    return Refused.conflict(
        "configurationId",
        "The export has "
            + Backfills.MOST_OPEN
            + " backfills under way already: wait for the end of one, or cancel one.");
  }

  private static Refused noExport() {
    return Refused.notFound("configurationId", "export configuration");
  }

  private static Refused noBackfill() {
    return Refused.notFound("id", "backfill");
  }
}
