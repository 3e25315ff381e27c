package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redirection;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.storage.Credentials;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Creates, changes and deletes storage integrations as such, and drafts of them. All input is
 * checked before anything is stored or any store is asked; one whose connection test fails is
 * created, completed or changed all the same.
 */
public final class IntegrationEditor {
  /** An external id given before is no accident that happens; several in a row are a defect. */
  private static final int MAX_DRAWS = 3;

  private static final int MAX_NAME = 200;

  private final IntegrationChanges changes;
  private final StorageIntegrations integrations;
  private final ExportConfigurations configurations;
  private final Destinations destinations;
  private final ConnectionTests tests;
  private final JobRunner jobs;
  private final TenantDeletions deletions;
  private final TimeSource time;
  private final Supplier<UUID> ids;

  /**
   * @param ids draws random UUIDs of version 4
   */
  public IntegrationEditor(
      IntegrationChanges changes,
      StorageIntegrations integrations,
      ExportConfigurations configurations,
      Destinations destinations,
      ConnectionTests tests,
      JobRunner jobs,
      TenantDeletions deletions,
      TimeSource time,
      Supplier<UUID> ids) {
    this.changes = requireNonNull(changes, "changes is null");
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.configurations = requireNonNull(configurations, "configurations is null");
    this.destinations = requireNonNull(destinations, "destinations is null");
    this.tests = requireNonNull(tests, "tests is null");
    this.jobs = requireNonNull(jobs, "jobs is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.time = requireNonNull(time, "time is null");
    this.ids = requireNonNull(ids, "ids is null");
  }

  /** Creates a draft, which has an external id and no destination. */
  public IntegrationView draft(Caller caller, Optional<String> name, Optional<IdempotencyKey> key) {
    TenantId tenant = caller.requireTenant();
    Optional<String> label = label(name);
    Instant now = time.now();
    return store(
        caller,
        id -> {
          IntegrationDraft draft =
              new IntegrationDraft(new IntegrationId(ids.get()), tenant, label, id, now);
          return () -> changes.draft(draft, key);
        });
  }

  /** Creates an integration without an export. */
  public IntegrationView create(
      Caller caller,
      Optional<String> name,
      DestinationTarget target,
      Optional<IdempotencyKey> key) {
    TenantId tenant = caller.requireTenant();
    Optional<String> label = label(name);
    Instant now = time.now();
    return store(
        caller,
        id -> {
          IntegrationDraft draft =
              new IntegrationDraft(new IntegrationId(ids.get()), tenant, label, id, now);
          Destination place = destinations.of(draft, target, now);
          StorageIntegration integration = tested(draft, place, now);
          return () -> changes.create(integration, place.credentials(), key);
        });
  }

  /**
   * Completes a draft, or changes the destination of an integration within its kind: what is left
   * out stays. Returns when nothing more is put at the old place, or as before.
   *
   * @param revision that the caller has seen, that of a draft is 0; empty to change whatever is
   *     there
   */
  public IntegrationView redirect(
      TenantId tenant,
      IntegrationId id,
      Optional<Long> revision,
      DestinationTarget target,
      LinkedExports linked) {
    Optional<IntegrationDraft> draft = integrations.draft(tenant, id);
    if (draft.isPresent()) {
      Checks.revision("storage integration", revision, 0);
      return complete(draft.get(), target);
    }
    StorageIntegration before = before(tenant, id, revision);
    Destination from = destination(before);
    Destination to = changed(from, target, time.now());
    return redirect(
        new Redirection(before, from.credentials(), to.location(), to.credentials()), linked);
  }

  private IntegrationView complete(IntegrationDraft draft, DestinationTarget target) {
    Instant now = time.now();
    Destination place = destinations.of(draft, target, now);
    return complete(draft, place, tests.tryOut(place), now);
  }

  private IntegrationView complete(
      IntegrationDraft draft, Destination place, Finding found, Instant now) {
    return tested(view(changes.complete(place.complete(draft, found, now), place.credentials())));
  }

  /**
   * As {@link #redirect}, but stores nothing if a test of the destination fails. One of which
   * nothing can be found out before it is stored, because the tenant has yet to confirm the place,
   * is stored.
   */
  public Trial redirectIfItWorks(
      TenantId tenant,
      IntegrationId id,
      Optional<Long> revision,
      DestinationTarget target,
      LinkedExports linked) {
    Instant now = time.now();
    Optional<IntegrationDraft> draft = integrations.draft(tenant, id);
    if (draft.isPresent()) {
      Checks.revision("storage integration", revision, 0);
      Destination place = destinations.of(draft.get(), target, now);
      Finding found = tests.tryOut(place);
      return place.confirmed() && !found.test().succeeded()
          ? new Trial.Failed(found.test())
          : new Trial.Saved(complete(draft.get(), place, found, now));
    }
    Destination to = changed(destination(before(tenant, id, revision)), target, now);
    Finding found = tests.tryOut(to);
    return to.confirmed() && !found.test().succeeded()
        ? new Trial.Failed(found.test())
        : new Trial.Saved(redirect(tenant, id, revision, target, linked));
  }

  /**
   * Tests the connection because somebody asked for it; success lets blocked jobs try again now.
   *
   * @throws Refused if the tenant has no such integration, or only a draft
   */
  public StorageIntegration test(TenantId tenant, IntegrationId id) {
    StorageIntegration integration = before(tenant, id, Optional.empty());
    return Views.tested(integration, tests.test(integration));
  }

  private StorageIntegration before(TenantId tenant, IntegrationId id, Optional<Long> revision) {
    StorageIntegration found =
        integrations
            .find(tenant, id)
            .orElseThrow(() -> Refused.notFound("id", "storage integration"));
    Checks.revision("storage integration", revision, found.revision());
    return found;
  }

  private Destination destination(StorageIntegration integration) {
    return new Destination(integration.location(), credentials(integration));
  }

  private Destination changed(Destination from, DestinationTarget target, Instant now) {
    return destinations.of(target.kind().field(), target, from, tests::probe, now);
  }

  private IntegrationView redirect(Redirection redirection, LinkedExports linked) {
    Change change = changes.redirect(redirection, linked, time.now());
    if (change instanceof Change.Done(StorageIntegration changed, _)) {
      if (redirection.interrupts()) {
        jobs.settle(configurations.delivering(changed.tenant(), changed.id()));
      }
      jobs.wake();
      return new IntegrationView.Complete(Views.tested(changed, tests.test(changed)));
    }
    return view(change);
  }

  /**
   * Deletes a draft or an integration; returns it as it was. When this returns, nothing more is put
   * there for exports that were paused; the streams of those that were deleted end in the
   * background.
   */
  public IntegrationView delete(TenantId tenant, IntegrationId id, LinkedExportsAtDeletion linked) {
    Change change = changes.delete(tenant, id, linked, time.now());
    if (change instanceof Change.Done(_, var exports)) {
      switch (linked) {
        case PAUSE -> jobs.settle(exports);
        case DELETE -> exports.forEach(jobs::end);
      }
    }
    return view(change);
  }

  /**
   * Deletes a draft; returns it as it was.
   *
   * @throws Refused if the tenant has no such draft, or it was completed in the meantime
   */
  public IntegrationView deleteDraft(TenantId tenant, IntegrationId id) {
    return view(changes.deleteDraft(tenant, id));
  }

  /** Whatever takes its time is done for a new external id before anything is stored for it. */
  private interface Draws {
    Supplier<Change> of(UUID externalId);
  }

  private IntegrationView store(Caller caller, Draws draws) {
    for (int attempt = 0; attempt < MAX_DRAWS; attempt++) {
      Supplier<Change> creation = draws.of(ids.get());
      Change change =
          deletions
              .unlessDeleted(caller, creation)
              .orElseThrow(() -> Refused.notFound("data", "tenant"));
      switch (change) {
        case Change.Drafted(_), Change.Done(_, _) -> {
          return tested(view(change));
        }
        case Change.NameTaken() -> {}
        case Change.NotFound() -> throw Refused.notFound("data", "tenant");
        case Change.Conflict(String message) -> throw Refused.conflict("data", message);
      }
    }
    throw new IllegalStateException("drew " + MAX_DRAWS + " external ids that were given before");
  }

  private StorageIntegration tested(IntegrationDraft draft, Destination place, Instant now) {
    return place.complete(draft, tests.tryOut(place), now);
  }

  private IntegrationView tested(IntegrationView created) {
    return switch (created) {
      case IntegrationView.Draft draft -> draft;
      case IntegrationView.Complete(StorageIntegration integration) ->
          new IntegrationView.Complete(tests.first(integration));
    };
  }

  private Credentials credentials(StorageIntegration integration) {
    return integrations
        .credentials(integration.tenant(), integration.id())
        .orElseThrow(() -> Refused.notFound("id", "storage integration"));
  }

  private static Optional<String> label(Optional<String> name) {
    return name.map(label -> Checks.label("name", label, MAX_NAME));
  }

  private static IntegrationView view(Change change) {
    return switch (change) {
      case Change.Drafted(IntegrationDraft draft) -> new IntegrationView.Draft(draft);
      case Change.Done(StorageIntegration integration, _) ->
          new IntegrationView.Complete(integration);
      case Change.NotFound() -> throw Refused.notFound("id", "storage integration");
      case Change.Conflict(String message) -> throw Refused.conflict("id", message);
      case Change.NameTaken() ->
          throw new IllegalStateException("a change of what exists drew a new external id");
    };
  }
}
