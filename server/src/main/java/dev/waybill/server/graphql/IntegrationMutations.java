package dev.waybill.server.graphql;

import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.fault.InvalidInput;
import dev.waybill.server.exports.IntegrationEditor;
import dev.waybill.server.exports.IntegrationView;
import dev.waybill.server.exports.PlaceConfirmation;
import dev.waybill.server.security.Caller;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** Carries out the mutations of storage integrations. */
@Controller
class IntegrationMutations {
  private final IntegrationEditor editor;
  private final PlaceConfirmation confirmation;

  IntegrationMutations(IntegrationEditor editor, PlaceConfirmation confirmation) {
    this.editor = editor;
    this.confirmation = confirmation;
  }

  @MutationMapping
  StorageIntegrationNode createStorageIntegration(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    IntegrationInput input = new IntegrationInput(data);
    if (input.draft() && input.destination().isPresent()) {
      throw new InvalidInput(
          "draft", "A draft has no destination yet: leave out either the destination or draft.");
    }
    IntegrationView created =
        input.draft()
            ? editor.draft(caller, input.name(), RequestKey.of(request))
            : editor.create(
                caller, input.name(), input.requiredDestination(), RequestKey.of(request));
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
            input.requiredDestination(),
            linkedExports));
  }

  @MutationMapping
  StorageIntegrationNode deleteStorageIntegration(
      @Argument String id,
      @Argument LinkedExportsAtDeletion linkedExports,
      @ContextValue Caller caller) {
    return StorageIntegrationNode.of(
        editor.delete(caller.requireTenant(), Ids.integration(id), linkedExports));
  }

  @MutationMapping
  StorageIntegrationNode confirmDestination(
      @Argument String id, @Argument String token, @ContextValue Caller caller) {
    return StorageIntegrationNode.of(
        confirmation.confirm(caller.requireTenant(), Ids.destination(id), token));
  }
}
