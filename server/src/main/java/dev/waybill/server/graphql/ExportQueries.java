package dev.waybill.server.graphql;

import dev.waybill.export.JobId;
import dev.waybill.export.JobView;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.StatusReading;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.TenantId;
import graphql.schema.DataFetchingFieldSelectionSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** Answers the queries. */
@Controller
class ExportQueries {
  private final ExportReader exports;

  ExportQueries(ExportReader exports) {
    this.exports = exports;
  }

  @QueryMapping
  CompletableFuture<List<ExportConfigurationNode>> getAllExportConfigurations(
      @ContextValue Caller caller, DataFetchingFieldSelectionSet selection) {
    return exports
        .list(caller.requireTenant(), statusReading(selection))
        .thenApply(all -> all.stream().map(ExportConfigurationNode::of).toList());
  }

  @QueryMapping
  CompletableFuture<ExportConfigurationNode> exportConfiguration(
      @Argument String id, @ContextValue Caller caller, DataFetchingFieldSelectionSet selection) {
    return exports
        .export(caller.requireTenant(), Ids.configuration(id), statusReading(selection))
        .thenApply(ExportConfigurationNode::of);
  }

  @QueryMapping
  CompletableFuture<List<StorageIntegrationNode>> storageIntegrations(
      @ContextValue Caller caller, DataFetchingFieldSelectionSet selection) {
    return exports
        .integrations(caller.requireTenant(), statusReading(selection))
        .thenApply(all -> all.stream().map(StorageIntegrationNode::of).toList());
  }

  @QueryMapping
  CompletableFuture<StorageIntegrationNode> storageIntegration(
      @Argument String id, @ContextValue Caller caller, DataFetchingFieldSelectionSet selection) {
    return exports
        .integration(caller.requireTenant(), Ids.integration(id), statusReading(selection))
        .thenApply(StorageIntegrationNode::of);
  }

  @QueryMapping
  ExportJobPage exportJobs(
      @Argument String configurationId,
      @Argument int first,
      @Argument Optional<String> after,
      @ContextValue Caller caller) {
    int wanted = ExportJobPage.first(first);
    return ExportJobPage.of(
        exports.jobs(
            caller.requireTenant(),
            Ids.configuration(configurationId),
            wanted + 1,
            ExportJobPage.after(after)),
        wanted);
  }

  @QueryMapping
  ExportJobNode exportJob(@Argument String id, @ContextValue Caller caller) {
    return ExportJobNode.of(exports.job(caller.requireTenant(), Ids.job(id)));
  }

  @QueryMapping
  List<ExportJobTaskNode> getAllExportJobTasks(
      @Argument String exportJobId, @ContextValue Caller caller) {
    TenantId tenant = caller.requireTenant();
    JobId id = Ids.job(exportJobId);
    JobView job = exports.job(tenant, id);
    return exports.tasks(tenant, id).stream().map(task -> ExportJobTaskNode.of(job, task)).toList();
  }

  /** Connections are tested again only for those who ask about them. */
  static StatusReading statusReading(DataFetchingFieldSelectionSet selection) {
    return selection.containsAnyOf(
            "connectionStatus",
            "connectionTest",
            "linkedExports/connectionStatus",
            "linkedExports/connectionTest")
        ? StatusReading.CURRENT
        : StatusReading.LAST_KNOWN;
  }
}
