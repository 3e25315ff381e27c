package dev.waybill.server.graphql;

import dev.waybill.export.LinkedExports;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.IntegrationId;
import dev.waybill.server.exports.DestinationTarget;
import dev.waybill.server.exports.IntegrationEditor;
import dev.waybill.server.exports.IntegrationView;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.TenantId;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** Carries out the mutations of storage integrations. */
@Controller
class IntegrationMutations {
  /** The schema's {@code LinkedExportsAtDeletion}. */
  enum AtDeletion {
    PAUSE,
    DELETE
  }

  private final IntegrationEditor editor;

  IntegrationMutations(IntegrationEditor editor) {
    this.editor = editor;
  }

  @MutationMapping
  StorageIntegrationNode createStorageIntegration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    IntegrationInput input = new IntegrationInput(data);
    Optional<DestinationTarget> destination = input.destination();
    if (input.draft() && destination.isPresent()) {
      throw new InvalidInput(
          "draft", "A draft has no destination yet: leave out either the destination or draft.");
    }
    IntegrationView created =
        input.draft()
            ? editor.draft(caller, input.name(), RequestKey.of(request))
            : editor.create(caller, input.name(), required(destination), RequestKey.of(request));
    return StorageIntegrationNode.of(created);
  }

  @MutationMapping
  StorageIntegrationNode updateStorageIntegrationDestination(
      @Argument String id,
      @Argument Map<String, @Nullable Object> data,
      @Argument LinkedExports linkedExports,
      @ContextValue Caller caller) {
    IntegrationInput input = new IntegrationInput(data);
    return StorageIntegrationNode.of(
        editor.redirect(
            caller.requireTenant(),
            Ids.integration(id),
            input.revision(),
            required(input.destination()),
            linkedExports));
  }

  @MutationMapping
  StorageIntegrationNode deleteStorageIntegration(
      @Argument String id, @Argument AtDeletion linkedExports, @ContextValue Caller caller) {
    TenantId tenant = caller.requireTenant();
    IntegrationId integration = Ids.integration(id);
    return StorageIntegrationNode.of(
        switch (linkedExports) {
          case PAUSE -> editor.delete(tenant, integration);
          case DELETE -> editor.deleteWithExports(tenant, integration);
        });
  }

  private static DestinationTarget required(Optional<DestinationTarget> destination) {
    return destination.orElseThrow(
        () ->
            new InvalidInput(
                "data",
                "The destination is missing: give s3AccessKey, s3AssumedRole or directory; a new"
                    + " integration may instead be a draft."));
  }
}
