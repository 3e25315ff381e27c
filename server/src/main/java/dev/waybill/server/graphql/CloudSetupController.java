package dev.waybill.server.graphql;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.security.Caller;
import dev.waybill.storage.Authentication;
import dev.waybill.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** Says what a customer has to set up in Azure and Google Cloud. */
@Controller
class CloudSetupController {
  private final SetupTerms terms;
  private final SharedIdentities identities;
  private final ExportReader exports;

  CloudSetupController(SetupTerms terms, SharedIdentities identities, ExportReader exports) {
    this.terms = terms;
    this.identities = identities;
    this.exports = exports;
  }

  @QueryMapping
  AzureSetupInstructionsNode azureSetupInstructions(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    var input = new CloudSetupInput(data);
    TenantId tenant = caller.requireTenant();
    Optional<StorageIntegration> integration = SetupTarget.of(data, exports, tenant).integration();
    return switch (input.azureAuthentication(integration)) {
      case SAS_TOKEN ->
          AzureSetupInstructionsNode.bySasToken(
              input.azure(integration), input.sasDays(), terms.egressAddresses());
      case ENTRA_APP ->
          AzureSetupInstructionsNode.byApplication(
              input.azure(integration),
              input.directory(integration),
              identities,
              tenant,
              idIf(Authentication.EntraApplication.class, integration),
              terms.egressAddresses());
    };
  }

  @QueryMapping
  GcsSetupInstructionsNode gcsSetupInstructions(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    var input = new CloudSetupInput(data);
    Optional<StorageIntegration> integration =
        SetupTarget.of(data, exports, caller.requireTenant()).integration();
    return GcsSetupInstructionsNode.of(
        input.gcs(integration, identities.serviceAccount()),
        idIf(Authentication.GoogleGrant.class, integration),
        terms.egressAddresses());
  }

  private static Optional<IntegrationId> idIf(
      Class<? extends Authentication> way, Optional<StorageIntegration> integration) {
    return integration
        .filter(each -> way.isInstance(each.authentication()))
        .map(StorageIntegration::id);
  }
}
