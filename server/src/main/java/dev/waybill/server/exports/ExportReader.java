package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportHistory;
import dev.waybill.export.Freshness;
import dev.waybill.export.JobId;
import dev.waybill.export.JobPlace;
import dev.waybill.export.JobTask;
import dev.waybill.export.JobView;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.integration.HeldKeys;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows a tenant its exports, and nothing of any other tenant. */
public final class ExportReader {
  private final ExportConfigurations configurations;
  private final StorageIntegrations integrations;
  private final ExportHistory history;
  private final ConnectionTests tests;

  public ExportReader(
      ExportConfigurations configurations,
      StorageIntegrations integrations,
      ExportHistory history,
      ConnectionTests tests) {
    this.configurations = requireNonNull(configurations, "configurations is null");
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.history = requireNonNull(history, "history is null");
    this.tests = requireNonNull(tests, "tests is null");
  }

  /** Oldest first. */
  public CompletableFuture<List<ExportView>> list(TenantId tenant, StatusReading reading) {
    List<ExportView> found = views(tenant);
    List<StorageIntegration> used =
        List.copyOf(byId(found.stream().map(ExportView::integration)).values());
    return current(used, reading)
        .thenApply(
            current -> {
              Map<IntegrationId, StorageIntegration> known = byId(current.stream());
              return found.stream()
                  .map(
                      view ->
                          new ExportView(
                              view.configuration(),
                              requireNonNull(known.get(view.integration().id()))))
                  .toList();
            });
  }

  private List<ExportView> views(TenantId tenant) {
    List<ExportConfiguration> found = configurations.list(tenant);
    Map<IntegrationId, StorageIntegration> byId =
        byId(
            Stream.concat(
                integrations.list(tenant).stream(), integrations.deletedInUse(tenant).stream()));
    return found.stream()
        .map(
            configuration ->
                Optional.ofNullable(byId.get(configuration.integration()))
                    .map(integration -> new ExportView(configuration, integration))
                    .or(() -> Views.find(configuration, configurations, integrations)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Map<IntegrationId, StorageIntegration> byId(Stream<StorageIntegration> all) {
    Map<IntegrationId, StorageIntegration> byId = new LinkedHashMap<>();
    all.forEach(each -> byId.putIfAbsent(each.id(), each));
    return byId;
  }

  /**
   * One export.
   *
   * @throws Refused if the tenant has no such configuration
   */
  public CompletableFuture<ExportView> export(
      TenantId tenant, ConfigurationId id, StatusReading reading) {
    return current(Views.of(find(tenant, id), configurations, integrations), reading);
  }

  /**
   * The exports of each of these storage integrations, oldest first; of one that was deleted the
   * detached ones that still name it. None is absent.
   *
   * @param asked with what is to be shown of their connections, unless they are deleted
   */
  public Map<IntegrationId, List<ExportView>> linked(
      TenantId tenant, Collection<StorageIntegration> asked) {
    Map<IntegrationId, StorageIntegration> known = byId(asked.stream());
    return views(tenant).stream()
        .map(view -> as(view, known))
        .collect(Collectors.groupingBy(view -> view.configuration().integration()));
  }

  /** The exports of one integration, oldest first. */
  public List<ExportConfiguration> exports(TenantId tenant, IntegrationId integration) {
    return configurations.linked(tenant, integration);
  }

  /** How many exports each of a tenant's integrations has; those without any are absent. */
  public Map<IntegrationId, Long> exportsPerIntegration(TenantId tenant) {
    return configurations.list(tenant).stream()
        .collect(Collectors.groupingBy(ExportConfiguration::integration, Collectors.counting()));
  }

  private static ExportView as(ExportView view, Map<IntegrationId, StorageIntegration> known) {
    StorageIntegration stored = view.integration();
    return DeletedIntegration.is(stored)
        ? view
        : new ExportView(view.configuration(), known.getOrDefault(stored.id(), stored));
  }

  /** The same export with what the reading tells about its connection. */
  public CompletableFuture<ExportView> current(ExportView view, StatusReading reading) {
    StorageIntegration integration = view.integration();
    return current(List.of(integration), reading)
        .thenApply(one -> new ExportView(view.configuration(), one.getFirst()));
  }

  /** Oldest first, drafts too. */
  public CompletableFuture<List<IntegrationView>> integrations(
      TenantId tenant, StatusReading reading) {
    List<IntegrationDraft> drafts = integrations.drafts(tenant);
    return current(integrations.list(tenant), reading)
        .thenApply(
            complete ->
                Stream.<IntegrationView>concat(
                        complete.stream().map(IntegrationView.Complete::new),
                        // One that was completed in between is complete.
                        drafts.stream()
                            .filter(
                                draft ->
                                    complete.stream()
                                        .noneMatch(each -> each.id().equals(draft.id())))
                            .map(IntegrationView.Draft::new))
                    .sorted(Comparator.comparing(IntegrationView::createdAt))
                    .toList());
  }

  /**
   * One storage integration, or a draft.
   *
   * @throws Refused if the tenant has no such integration
   */
  public CompletableFuture<IntegrationView> integration(
      TenantId tenant, IntegrationId id, StatusReading reading) {
    Optional<IntegrationDraft> draft = integrations.draft(tenant, id);
    return draft.isPresent()
        ? CompletableFuture.completedFuture(new IntegrationView.Draft(draft.get()))
        : current(List.of(integration(tenant, id)), reading)
            .thenApply(one -> new IntegrationView.Complete(one.getFirst()));
  }

  /** A storage integration to be; empty if the tenant has no such draft. */
  public Optional<IntegrationDraft> draft(TenantId tenant, IntegrationId id) {
    return integrations.draft(tenant, id);
  }

  /**
   * One storage integration as it is last known.
   *
   * @throws Refused if the tenant has no such integration
   */
  public StorageIntegration integration(TenantId tenant, IntegrationId id) {
    return integrations
        .find(tenant, id)
        .orElseThrow(() -> Refused.notFound("storageIntegrationId", "storage integration"));
  }

  /**
   * That of an export, as it is last known.
   *
   * @throws Refused if the tenant has no such configuration, or it is detached
   */
  public StorageIntegration integration(TenantId tenant, ConfigurationId id) {
    return Views.attached(
            "configurationId", Views.of(find(tenant, id), configurations, integrations))
        .integration();
  }

  private CompletableFuture<List<StorageIntegration>> current(
      List<StorageIntegration> found, StatusReading reading) {
    return switch (reading) {
      case LAST_KNOWN -> CompletableFuture.completedFuture(found);
      case CURRENT ->
          tests
              .read(found)
              .thenApply(known -> found.stream().map(each -> Views.tested(each, known)).toList());
    };
  }

  /**
   * What deserves attention, one sentence each: other exports that deliver the same events to the
   * same place, access keys that are old or not yet exchanged, and SAS tokens that end.
   */
  public Map<ConfigurationId, List<String>> warnings(
      TenantId tenant, Set<ConfigurationId> asked, Instant now) {
    List<ExportConfiguration> all = configurations.list(tenant);
    Map<ConfigurationId, List<String>> overlaps = Overlaps.among(all, asked);
    List<ExportConfiguration> found =
        all.stream().filter(each -> asked.contains(each.id())).toList();
    Map<IntegrationId, HeldKeys> keys =
        integrations.accessKeys(
            tenant,
            found.stream().map(ExportConfiguration::integration).collect(Collectors.toSet()));
    Map<IntegrationId, StorageIntegration> known = byId(integrations.list(tenant).stream());
    return found.stream()
        .collect(
            Collectors.toMap(
                ExportConfiguration::id,
                each ->
                    sentences(
                        overlaps.getOrDefault(each.id(), List.of()),
                        Optional.ofNullable(keys.get(each.integration())),
                        Optional.ofNullable(known.get(each.integration())),
                        now)));
  }

  /**
   * The same of one export, without a look at those of other integrations.
   *
   * @param view as {@link #export} returns it
   */
  public List<String> warnings(ExportView view, Instant now) {
    ExportConfiguration export = view.configuration();
    TenantId tenant = export.tenant();
    IntegrationId integration = export.integration();
    Map<ConfigurationId, List<String>> overlaps =
        Overlaps.among(configurations.linked(tenant, integration), Set.of(export.id()));
    return sentences(
        overlaps.getOrDefault(export.id(), List.of()),
        Optional.ofNullable(accessKeys(tenant, Set.of(integration)).get(integration)),
        Optional.of(view.integration()).filter(used -> !DeletedIntegration.is(used)),
        now);
  }

  private static List<String> sentences(
      List<String> overlaps,
      Optional<HeldKeys> keys,
      Optional<StorageIntegration> integration,
      Instant now) {
    return Stream.of(
            overlaps.stream(),
            keys.stream().flatMap(held -> KeyWarnings.of(held, now).stream()),
            integration.stream()
                .map(StorageIntegration::authentication)
                .flatMap(it -> KeyWarnings.of(it, now).stream()))
        .flatMap(Function.identity())
        .toList();
  }

  /** The access keys that these integrations hold; those without any are absent. */
  public Map<IntegrationId, HeldKeys> accessKeys(TenantId tenant, Set<IntegrationId> asked) {
    return integrations.accessKeys(tenant, asked);
  }

  /** How fresh each export is, by its id. */
  public Map<ConfigurationId, Freshness> freshness(TenantId tenant) {
    return history.freshness(tenant);
  }

  /** How fresh one export is; empty if the tenant has no such configuration. */
  public Optional<Freshness> freshness(TenantId tenant, ConfigurationId id) {
    return history.freshness(tenant, id);
  }

  /**
   * A page of jobs, newest first.
   *
   * @param after the last job of the page before
   * @throws Refused if the tenant has no such configuration
   */
  public List<JobView> jobs(
      TenantId tenant, ConfigurationId id, int limit, Optional<JobPlace> after) {
    return history.jobs(tenant, find(tenant, id).id(), limit, after);
  }

  /**
   * One job.
   *
   * @throws Refused if the tenant has no such job
   */
  public JobView job(TenantId tenant, JobId id) {
    return history.job(tenant, id).orElseThrow(() -> Refused.notFound("id", "export job"));
  }

  /** The attempts of a job, oldest first. */
  public List<JobTask> tasks(TenantId tenant, JobId id) {
    return history.tasks(tenant, id);
  }

  private ExportConfiguration find(TenantId tenant, ConfigurationId id) {
    return configurations
        .find(tenant, id)
        .orElseThrow(() -> Refused.notFound("id", "export configuration"));
  }
}
