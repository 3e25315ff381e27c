package dev.waybill.server.graphql;

import dev.waybill.server.exports.DestinationTarget;
import dev.waybill.server.exports.ExportCreator;
import dev.waybill.server.exports.ExportEditor;
import dev.waybill.server.security.Caller;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** Carries out the mutations of exports together with their destinations, two for each kind. */
@Controller
class DestinationMutations {
  private final ExportCreator creator;
  private final ExportEditor editor;

  DestinationMutations(ExportCreator creator, ExportEditor editor) {
    this.creator = creator;
    this.editor = editor;
  }

  @MutationMapping
  ExportConfigurationNode createS3AccessKeyExportConfiguration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    return create(data, Input::s3Target, caller, request);
  }

  @MutationMapping
  ExportConfigurationNode updateS3AccessKeyExportConfiguration(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    return update(data, Input::s3Target, caller);
  }

  @MutationMapping
  ExportConfigurationNode createS3AssumedRoleExportConfiguration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    return create(data, Input::s3RoleTarget, caller, request);
  }

  @MutationMapping
  ExportConfigurationNode updateS3AssumedRoleExportConfiguration(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    return update(data, Input::s3RoleTarget, caller);
  }

  @MutationMapping
  ExportConfigurationNode createAdlsSasTokenExportConfiguration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    return create(data, Input::azureSasTarget, caller, request);
  }

  /** The same by the name that scripts know. */
  @MutationMapping
  ExportConfigurationNode createAdlsSasTokenEndpointConfiguration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    return create(data, Input::azureSasTarget, caller, request);
  }

  @MutationMapping
  ExportConfigurationNode updateAdlsSasTokenExportConfiguration(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    return update(data, Input::azureSasTarget, caller);
  }

  @MutationMapping
  ExportConfigurationNode createAdlsEntraAppExportConfiguration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    return create(data, Input::azureAppTarget, caller, request);
  }

  @MutationMapping
  ExportConfigurationNode updateAdlsEntraAppExportConfiguration(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    return update(data, Input::azureAppTarget, caller);
  }

  @MutationMapping
  ExportConfigurationNode createGcsExportConfiguration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    return create(data, Input::gcsTarget, caller, request);
  }

  @MutationMapping
  ExportConfigurationNode updateGcsExportConfiguration(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    return update(data, Input::gcsTarget, caller);
  }

  @MutationMapping
  ExportConfigurationNode createGcsServiceAccountKeyExportConfiguration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    return create(data, Input::gcsKeyTarget, caller, request);
  }

  @MutationMapping
  ExportConfigurationNode updateGcsServiceAccountKeyExportConfiguration(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    return update(data, Input::gcsKeyTarget, caller);
  }

  @MutationMapping
  ExportConfigurationNode createDirectoryExportConfiguration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    return create(data, Input::directoryTarget, caller, request);
  }

  @MutationMapping
  ExportConfigurationNode updateDirectoryExportConfiguration(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    return update(data, Input::directoryTarget, caller);
  }

  private ExportConfigurationNode create(
      Map<String, @Nullable Object> data,
      Function<Input, DestinationTarget> target,
      Caller caller,
      DataFetchingEnvironment request) {
    Input input = new Input(data);
    return ExportConfigurationNode.of(
        creator.create(caller, target.apply(input), input.options(), RequestKey.of(request)));
  }

  private ExportConfigurationNode update(
      Map<String, @Nullable Object> data,
      Function<Input, DestinationTarget> target,
      Caller caller) {
    Input input = new Input(data);
    return ExportConfigurationNode.of(
        editor.update(
            caller.requireTenant(),
            input.id(),
            input.revision(),
            target.apply(input),
            input.options()));
  }
}
