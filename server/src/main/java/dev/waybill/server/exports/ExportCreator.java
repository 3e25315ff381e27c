package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.Schedule;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Creates exports. All input is checked before anything is stored or any store is asked; an export
 * whose connection test fails is created all the same. Nothing is created if the caller's tenant is
 * deleted while its request is under way, a tenant of that name created again or not.
 */
public final class ExportCreator {
  /** A name given before is as likely as a 48-bit collision; several in a row are a defect. */
  private static final int MAX_DRAWS = 10;

  private final EventLog log;
  private final ExportConfigurations configurations;
  private final StorageIntegrations integrations;
  private final Destinations destinations;
  private final ConnectionTests tests;
  private final TenantDeletions deletions;
  private final TimeSource time;
  private final Supplier<UUID> ids;

  /**
   * @param ids draws random UUIDs of version 4
   */
  public ExportCreator(
      EventLog log,
      ExportConfigurations configurations,
      StorageIntegrations integrations,
      Destinations destinations,
      ConnectionTests tests,
      TenantDeletions deletions,
      TimeSource time,
      Supplier<UUID> ids) {
    this.log = requireNonNull(log, "log is null");
    this.configurations = requireNonNull(configurations, "configurations is null");
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.destinations = requireNonNull(destinations, "destinations is null");
    this.tests = requireNonNull(tests, "tests is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.time = requireNonNull(time, "time is null");
    this.ids = requireNonNull(ids, "ids is null");
  }

  /** Creates an export with an integration of its own, whose external id is the export's id. */
  public ExportView create(
      Caller caller,
      DestinationTarget target,
      ExportOptions options,
      Optional<IdempotencyKey> key) {
    TenantId tenant = caller.requireTenant();
    Instant now = time.now();
    ExportDraft draft = ExportDraft.of(options, now);
    return store(
        caller,
        Start.resolve(log, tenant, draft.startFrom()),
        id -> {
          IntegrationDraft own =
              new IntegrationDraft(
                  new IntegrationId(ids.get()), tenant, draft.name(), id.value(), now);
          Destination place = destinations.of(own, target, now);
          StorageIntegration integration = place.complete(own, tests.tryOut(place), now);
          Schedule schedule = new Schedule(id, draft.interval());
          return from -> {
            Stream stream = stream(id, from, schedule, now);
            return configurations.create(
                integration,
                place.credentials(),
                configuration(id, integration, draft, integration.name(), now),
                stream,
                schedule.nextDue(stream.lastTick(), now),
                key);
          };
        });
  }

  /** A further export to a place that exists. */
  public ExportView linked(
      Caller caller,
      IntegrationId integrationId,
      ExportOptions options,
      Optional<IdempotencyKey> key) {
    TenantId tenant = caller.requireTenant();
    Instant now = time.now();
    ExportDraft draft = ExportDraft.of(options, now);
    StorageIntegration integration = Linking.target(integrations, tenant, integrationId);
    Start start = Start.resolve(log, tenant, draft.startFrom());
    return store(
        caller,
        start,
        id -> {
          ExportConfiguration configuration =
              configuration(id, integration, draft, integration.name(), now);
          Schedule schedule = new Schedule(id, draft.interval());
          return from -> {
            Stream stream = stream(id, from, schedule, now);
            return configurations.create(
                configuration, stream, schedule.nextDue(stream.lastTick(), now), key);
          };
        });
  }

  /**
   * Stores what is drawn for an id, from a start position on.
   *
   * @param draws whatever takes its time, for a new id
   */
  private ExportView store(
      Caller caller,
      Start resolved,
      Function<ConfigurationId, Function<Start, ExportConfigurations.Change>> draws) {
    Start start = resolved;
    Function<Start, ExportConfigurations.Change> drawn = draw(draws);
    for (int attempt = 0; attempt < MAX_DRAWS; attempt++) {
      Start from = start;
      Function<Start, ExportConfigurations.Change> creation = drawn;
      ExportConfigurations.Change change =
          deletions
              .unlessDeleted(caller, () -> creation.apply(from))
              .orElseThrow(() -> Refused.notFound("data", "tenant"));
      switch (change) {
        case ExportConfigurations.Change.Done(ExportConfiguration created) -> {
          ExportView view = Views.of(created, configurations, integrations);
          return new ExportView(view.configuration(), tests.first(view.integration()));
        }
        case ExportConfigurations.Change.NameTaken() -> drawn = draw(draws);
        case ExportConfigurations.Change.StartGone(Position retainedFrom) ->
            start = start.notBefore(log, caller.requireTenant(), retainedFrom);
        case ExportConfigurations.Change.Conflict(String message) ->
            throw Refused.conflict("data", message);
        case ExportConfigurations.Change.NotFound() -> throw Refused.notFound("data", "tenant");
        case ExportConfigurations.Change.IntegrationNotFound() ->
            throw Refused.conflict(
                "storageIntegrationId", "The storage integration was deleted in the meantime.");
      }
    }
    throw new IllegalStateException("drew " + MAX_DRAWS + " ids that were all given before");
  }

  private <T> T draw(Function<ConfigurationId, T> draws) {
    return draws.apply(new ConfigurationId(ids.get()));
  }

  private static ExportConfiguration configuration(
      ConfigurationId id,
      StorageIntegration integration,
      ExportDraft draft,
      String defaultName,
      Instant now) {
    return new ExportConfiguration(
        id,
        integration.tenant(),
        draft.name().orElse(defaultName),
        integration.id(),
        draft.interval(),
        draft.selection(),
        draft.output(),
        draft.startFrom().toString(),
        draft.enabled(),
        1,
        now,
        now);
  }

  /** The current tick counts as planned, so that the first job comes at the next. */
  private static Stream stream(ConfigurationId id, Start start, Schedule schedule, Instant now) {
    return new Stream(
        new StreamId(id.value()),
        id,
        start.position(),
        start.receivedThrough(),
        1,
        1,
        schedule.currentTick(now));
  }
}
