package dev.waybill.server.graphql;

import dev.waybill.server.exports.ExportCreator;
import dev.waybill.server.exports.ExportEditor;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.ExportView;
import dev.waybill.server.security.Caller;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingFieldSelectionSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** Carries out the mutations of exports, whatever their destinations are. */
@Controller
class ExportMutations {
  private final ExportCreator creator;
  private final ExportEditor editor;
  private final ExportReader reader;

  ExportMutations(ExportCreator creator, ExportEditor editor, ExportReader reader) {
    this.creator = creator;
    this.editor = editor;
    this.reader = reader;
  }

  @MutationMapping
  CompletableFuture<ExportConfigurationNode> createExportConfiguration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    Input input = new Input(data);
    return current(
        creator.linked(
            caller,
            input.storageIntegrationId().orElseThrow(),
            input.options(),
            RequestKey.of(request)),
        request.getSelectionSet());
  }

  @MutationMapping
  CompletableFuture<ExportConfigurationNode> updateExportConfiguration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingFieldSelectionSet selection) {
    Input input = new Input(data);
    return current(
        editor.update(
            caller.requireTenant(),
            input.id(),
            input.revision(),
            input.storageIntegrationId(),
            input.options()),
        selection);
  }

  @MutationMapping
  CompletableFuture<ExportConfigurationNode> enableExportConfiguration(
      @Argument String id, @ContextValue Caller caller, DataFetchingFieldSelectionSet selection) {
    return current(
        editor.setEnabled(caller.requireTenant(), Ids.configuration(id), true), selection);
  }

  @MutationMapping
  CompletableFuture<ExportConfigurationNode> disableExportConfiguration(
      @Argument String id, @ContextValue Caller caller, DataFetchingFieldSelectionSet selection) {
    return current(
        editor.setEnabled(caller.requireTenant(), Ids.configuration(id), false), selection);
  }

  @MutationMapping
  ExportConfigurationNode deleteExportConfiguration(
      @Argument String id, @ContextValue Caller caller) {
    return ExportConfigurationNode.of(editor.delete(caller.requireTenant(), Ids.configuration(id)));
  }

  @MutationMapping
  ExportConfigurationNode testExportConfiguration(
      @Argument String id, @ContextValue Caller caller) {
    return ExportConfigurationNode.of(editor.test(caller.requireTenant(), Ids.configuration(id)));
  }

  @MutationMapping
  ExportJobNode runExportConfiguration(@Argument String id, @ContextValue Caller caller) {
    return ExportJobNode.of(editor.run(caller.requireTenant(), Ids.configuration(id)));
  }

  private CompletableFuture<ExportConfigurationNode> current(
      ExportView view, DataFetchingFieldSelectionSet selection) {
    return reader
        .current(view, ExportQueries.statusReading(selection))
        .thenApply(ExportConfigurationNode::of);
  }
}
