package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.ExportHistory;
import dev.waybill.export.JobView;
import dev.waybill.export.Redirection;
import dev.waybill.export.Schedule;
import dev.waybill.export.Stream;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.storage.Credentials;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes, tests, runs and deletes exports. What is left out of a change stays as it is; a change
 * made against a revision that is no longer the current one is refused.
 */
public final class ExportEditor {
  private final ExportConfigurations configurations;
  private final StorageIntegrations integrations;
  private final ExportHistory history;
  private final Destinations destinations;
  private final ConnectionTests tests;
  private final JobRunner jobs;
  private final TimeSource time;

  public ExportEditor(
      ExportConfigurations configurations,
      StorageIntegrations integrations,
      ExportHistory history,
      Destinations destinations,
      ConnectionTests tests,
      JobRunner jobs,
      TimeSource time) {
    this.configurations = requireNonNull(configurations, "configurations is null");
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.history = requireNonNull(history, "history is null");
    this.destinations = requireNonNull(destinations, "destinations is null");
    this.tests = requireNonNull(tests, "tests is null");
    this.jobs = requireNonNull(jobs, "jobs is null");
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * Changes an export as such.
   *
   * @param revision the revision that the caller has seen; empty to change whatever is there
   * @param integration to which it is attached from now on
   */
  public ExportView update(
      TenantId tenant,
      ConfigurationId id,
      Optional<Long> revision,
      Optional<IntegrationId> integration,
      ExportOptions options) {
    ExportConfiguration before = find(tenant, id, revision);
    Optional<IntegrationId> target =
        integration.map(to -> Linking.target(integrations, tenant, to).id());
    ExportConfiguration changed = ExportDraft.change(before, options, time.now());
    ExportConfiguration attached = target.map(to -> attach(changed, to)).orElse(changed);
    ExportView after = view(configurations.update(attached, nextDue(attached)));
    if (!attached.integration().equals(before.integration())) {
      settle(List.of(id));
    }
    return after;
  }

  /** Changes an export and what its destination is, within its kind, and tests the connection. */
  public ExportView update(
      TenantId tenant,
      ConfigurationId id,
      Optional<Long> revision,
      DestinationTarget target,
      ExportOptions options) {
    ExportView before = Views.attached("id", read(tenant, id, revision));
    StorageIntegration integration = before.integration();
    Destination from = new Destination(integration.location(), credentials(integration));
    Destination to = destinations.of("id", target, from, tests::probe, time.now());
    ExportConfiguration changed = ExportDraft.change(before.configuration(), options, time.now());
    Redirection redirection =
        new Redirection(integration, from.credentials(), to.location(), to.credentials());
    ExportView after = view(configurations.update(changed, redirection, nextDue(changed)));
    if (redirection.moves()) {
      List<ConfigurationId> delivering =
          new ArrayList<>(configurations.ending(changed.tenant(), changed.integration()));
      delivering.add(changed.id());
      settle(delivering);
    }
    return Views.tested(after, tests.test(after.integration()));
  }

  /** Enables or disables an export; its position is kept either way. */
  public ExportView setEnabled(TenantId tenant, ConfigurationId id, boolean enabled) {
    ExportView view = view(configurations.setEnabled(tenant, id, enabled, time.now()));
    jobs.wake();
    return view;
  }

  /** Deletes an export, whose stream then ends in the background; returns it as it was. */
  public ExportView delete(TenantId tenant, ConfigurationId id) {
    ExportView before = read(tenant, id, Optional.empty());
    done(configurations.delete(tenant, id, time.now()));
    jobs.end(id);
    return before;
  }

  /** Whoever hears of a change knows that nothing more is put at the old place. */
  private void settle(List<ConfigurationId> delivering) {
    jobs.settle(delivering);
    jobs.wake();
  }

  /** Tests the connection of an export; success lets its blocked jobs try again now. */
  public ExportView test(TenantId tenant, ConfigurationId id) {
    ExportView view = Views.attached("id", read(tenant, id, Optional.empty()));
    return Views.tested(view, tests.test(view.integration()));
  }

  /** Starts a delivery now; returns the unfinished job, or a new one. */
  public JobView run(TenantId tenant, ConfigurationId id) {
    ExportConfiguration configuration = find(tenant, id, Optional.empty());
    return jobs.run(configuration.id())
        .flatMap(job -> history.job(tenant, job.id()))
        .orElseThrow(() -> notRun(tenant, id));
  }

  /** The engine knows of no such export: it is detached, or was deleted meanwhile. */
  private Refused notRun(TenantId tenant, ConfigurationId id) {
    Views.attached("id", read(tenant, id, Optional.empty()));
    return Refused.notFound("id", "export configuration");
  }

  private ExportView read(TenantId tenant, ConfigurationId id, Optional<Long> revision) {
    ExportView view = Views.of(find(tenant, id, Optional.empty()), configurations, integrations);
    Checks.revision("export", revision, view.configuration().revision());
    return view;
  }

  private ExportConfiguration find(TenantId tenant, ConfigurationId id, Optional<Long> revision) {
    ExportConfiguration found =
        configurations
            .find(tenant, id)
            .orElseThrow(() -> Refused.notFound("id", "export configuration"));
    Checks.revision("export", revision, found.revision());
    return found;
  }

  private Credentials credentials(StorageIntegration integration) {
    return integrations
        .credentials(integration.tenant(), integration.id())
        .orElseThrow(() -> Refused.notFound("id", "storage integration"));
  }

  private Instant nextDue(ExportConfiguration changed) {
    Instant now = time.now();
    return configurations.stream(changed.tenant(), changed.id())
        .map(Stream::lastTick)
        .map(tick -> new Schedule(changed.id(), changed.interval()).nextDue(tick, now))
        .orElse(now);
  }

  private ExportView view(Change change) {
    return Views.of(done(change), configurations, integrations);
  }

  private static ExportConfiguration done(Change change) {
    return switch (change) {
      case Change.Done(ExportConfiguration configuration) -> configuration;
      case Change.NotFound() -> throw Refused.notFound("id", "export configuration");
      case Change.IntegrationNotFound() ->
          throw Refused.notFound("storageIntegrationId", "storage integration");
      case Change.Conflict(String message) -> throw Refused.conflict("id", message);
      case Change.NameTaken(), Change.StartGone(_) ->
          throw new IllegalStateException("a change gave a new name or start");
    };
  }

  private static ExportConfiguration attach(ExportConfiguration to, IntegrationId integration) {
    return new ExportConfiguration(
        to.id(),
        to.tenant(),
        to.name(),
        integration,
        to.interval(),
        to.selection(),
        to.output(),
        to.startFrom(),
        to.enabled(),
        to.revision(),
        to.createdAt(),
        to.updatedAt());
  }
}
