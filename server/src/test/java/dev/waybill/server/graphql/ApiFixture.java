package dev.waybill.server.graphql;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.export.AttemptOutcome;
import dev.waybill.export.Backfills;
import dev.waybill.export.EngineListener;
import dev.waybill.export.EngineSettings;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportEngine;
import dev.waybill.export.ExportHistory;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.Redeliveries;
import dev.waybill.export.RedeliveryOutcome;
import dev.waybill.format.Encoders;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.manifest.SigningKeys;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.exports.S3Defaults;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.retention.ExportRisks;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.server.sql.MigratedFile;
import dev.waybill.server.webhooks.OwnNotifications;
import dev.waybill.storage.ObjectStores;
import dev.waybill.stores.Stores;
import dev.waybill.stores.azure.AzureSettings;
import dev.waybill.stores.azure.AzureStores;
import dev.waybill.stores.directory.DirectoryStores;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import dev.waybill.stores.gcs.GcsSettings;
import dev.waybill.stores.gcs.GcsStores;
import dev.waybill.stores.s3.RoleSettings;
import dev.waybill.stores.s3.S3Settings;
import dev.waybill.stores.s3.S3Stores;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API over a real control plane and real stores, an event log in memory, a clock that waits.
 */
final class ApiFixture implements AutoCloseable {
  /** Allowed, but nobody listens there. */
  static final String UNREACHABLE = "http://127.0.0.1:1";

  /** Of exports, and of storage integrations, per tenant. */
  static final int LIMIT = 20;

  private static final JsonMapper JSON = new JsonMapper();
  private static final SetupTerms NO_TERMS =
      new SetupTerms(Optional.empty(), Optional.empty(), List.of());
  private static final AtomicInteger TENANTS = new AtomicInteger();

  final SettableTime time;
  final InMemoryEventLog log;
  final TenantDeletions deletions = new TenantDeletions();
  final Path root;
  final ControlPlane controlPlane;
  final ExportEngine engine;
  final CloudsInMemory clouds;
  private final DataDirectory directory;
  private final Stores stores;
  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;

  ApiFixture(Path folder, Optional<URI> defaultS3) {
    this(folder, defaultS3, NO_TERMS);
  }

  ApiFixture(Path folder, Optional<URI> defaultS3, SetupTerms setup) {
    this(
        folder,
        defaultS3,
        setup,
        RoleSettings.DEFAULTS,
        new SettableTime(Instant.parse("2026-11-20T14:20:00Z")));
  }

  ApiFixture(Path folder, Optional<URI> defaultS3, RoleSettings roles, SettableTime time) {
    this(folder, defaultS3, NO_TERMS, roles, time);
  }

  ApiFixture(
      Path folder,
      Optional<URI> defaultS3,
      SetupTerms setup,
      RoleSettings roles,
      SettableTime time) {
    this.time = time;
    log = new InMemoryEventLog(time);
    String store = defaultS3.map(URI::toString).orElse(UNREACHABLE);
    try {
      root = Files.createDirectory(folder.resolve("exports"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    directory = DataDirectory.open(folder.resolve("data"));
    MigratedFile.at(directory.controlPlane());
    controlPlane = ControlPlane.open(directory, time, new SecureRandom(), LIMIT);
    stores =
        new Stores(
            new S3Stores(
                new S3Settings(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    8,
                    S3Settings.DEFAULTS.partBytes(),
                    new EndpointPolicy(
                        Stream.of(store, UNREACHABLE).collect(Collectors.toSet()),
                        PrivateAddresses.ALLOWED),
                    Optional.empty(),
                    Optional.empty(),
                    roles),
                time),
            new AzureStores(AzureSettings.DEFAULTS, time),
            new GcsStores(GcsSettings.DEFAULTS, time),
            new DirectoryStores(Set.of(root), time));
    clouds = new CloudsInMemory(stores);
    engine =
        new ExportEngine(
            log,
            controlPlane.exportLedger(),
            controlPlane.redeliveryLedger(),
            clouds,
            controlPlane.signingKeys(),
            time,
            UUID::randomUUID,
            new Random(1),
            Encoders.portable(),
            EngineSettings.DEFAULTS,
            EngineListener.NONE);
    context =
        new SpringApplicationBuilder(TestApi.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                "server.port=0",
                "server.address=127.0.0.1",
                "spring.graphql.http.path=/api/audit/graphql",
                "spring.graphql.schema.printer.enabled=true",
                "spring.main.banner-mode=off",
                "logging.level.root=warn")
            .initializers(
                (GenericApplicationContext to) -> {
                  to.registerBean(EventLog.class, () -> log);
                  to.registerBean(TenantDeletions.class, () -> deletions);
                  to.registerBean(TimeSource.class, () -> time);
                  to.registerBean(ApiKeys.class, controlPlane::apiKeys);
                  to.registerBean(
                      AccessAudit.class,
                      () ->
                          new AccessAudit(
                              controlPlane.selfAudit(), controlPlane.keyAddresses(), time));
                  to.registerBean(ObjectStores.class, () -> clouds);
                  to.registerBean(ExportEngine.class, () -> engine);
                  to.registerBean(ExportConfigurations.class, controlPlane::exportConfigurations);
                  to.registerBean(StorageIntegrations.class, controlPlane::storageIntegrations);
                  to.registerBean(IntegrationChanges.class, controlPlane::integrationChanges);
                  to.registerBean(Backfills.class, controlPlane::backfills);
                  to.registerBean(ExportHistory.class, controlPlane::exportHistory);
                  to.registerBean(
                      ExportRisks.class,
                      () ->
                          new ExportRisks(
                              controlPlane.tenants(),
                              controlPlane.retentionLedger(),
                              RetentionPolicy.DEFAULT,
                              log));
                  to.registerBean(
                      OwnNotifications.class,
                      () ->
                          new OwnNotifications(
                              controlPlane.tenants(),
                              controlPlane.webhookEndpoints(),
                              new EndpointPolicy(Set.of("*"), PrivateAddresses.REFUSED),
                              deletions,
                              new AccessAudit(
                                  controlPlane.selfAudit(), controlPlane.keyAddresses(), time),
                              time));
                  to.registerBean(Redeliveries.class, controlPlane::redeliveries);
                  to.registerBean(SigningKeys.class, controlPlane::signingKeys);
                  to.registerBean(S3Defaults.class, () -> new S3Defaults(defaultS3, true));
                  to.registerBean(SharedIdentities.class, OurIdentities::new);
                  to.registerBean(SetupTerms.class, () -> setup);
                  to.registerBean("ids", Supplier.class, () -> UUID::randomUUID);
                })
            .run();
    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    endpoint = URI.create("http://127.0.0.1:" + port + "/api/audit/graphql");
  }

  /** A tenant that exists and has nothing. */
  Tenant tenant() {
    TenantId id = new TenantId("tenant-" + TENANTS.incrementAndGet());
    controlPlane.tenants().upsert(id, "Tenant", time.now());
    return new Tenant(id);
  }

  /** An event of the tenant is received now. */
  void append(Tenant tenant, String id) {
    AppendOutcome outcome =
        log.append(
            EventBatches.of(List.of(new SampleEvent(tenant.id, id))), ConflictPolicy.REJECT_EVENT);
    if (!(outcome instanceof AppendOutcome.Appended)) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  /** Delivers all jobs that are to be delivered now. */
  void deliver() {
    for (var claim = engine.claimNext(); claim.isPresent(); claim = engine.claimNext()) {
      AttemptOutcome outcome = engine.runAttempt(claim.get());
      if (outcome == null) {
        throw new IllegalStateException();
      }
    }
  }

  /** Puts again all that is to be put again now. */
  void redeliver() {
    for (var claim = engine.claimNextRedelivery();
        claim.isPresent();
        claim = engine.claimNextRedelivery()) {
      RedeliveryOutcome outcome = engine.runRedelivery(claim.get());
      if (outcome == null) {
        throw new IllegalStateException();
      }
    }
  }

  String schema() {
    return send(HttpRequest.newBuilder(URI.create(endpoint + "/schema")).build());
  }

  /** Sends requests for one tenant. */
  final class Tenant {
    final TenantId id;

    private Tenant(TenantId id) {
      this.id = id;
    }

    /** What a document's data is; there must be no error. */
    JsonNode data(String document) {
      JsonNode answer = post(document, Map.of(), Map.of());
      if (answer.has("errors")) {
        throw new AssertionError(answer.toString());
      }
      return answer.get("data");
    }

    /** The only error of a document that must have one. */
    JsonNode error(String document) {
      return error(document, Map.of());
    }

    JsonNode error(String document, Map<String, ?> variables) {
      return onlyError(post(document, variables, Map.of()));
    }

    JsonNode post(String document, Map<String, ?> variables, Map<String, String> headers) {
      Map<String, Object> body = new HashMap<>();
      body.put("query", document);
      body.put("variables", variables);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(endpoint)
              .header("Content-Type", "application/json")
              .header("Accept-Language", "de")
              .header(TestApi.TENANT, id.value())
              .header(TestApi.PERMISSION, headers.getOrDefault(TestApi.PERMISSION, "AUDIT"));
      headers.forEach(
          (name, value) -> {
            if (!name.equals(TestApi.PERMISSION)) {
              request.header(name, value);
            }
          });
      return JSON.readTree(
          send(
              request
                  .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                  .build()));
    }
  }

  static JsonNode onlyError(JsonNode answer) {
    JsonNode errors = answer.path("errors");
    if (errors.size() != 1) {
      throw new AssertionError("not one error: " + answer);
    }
    return errors.get(0);
  }

  private String send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    context.close();
    stores.close();
    controlPlane.close();
    directory.close();
  }
}
