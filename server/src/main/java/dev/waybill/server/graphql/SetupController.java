package dev.waybill.server.graphql;

import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.manifest.SigningKeys;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.security.Caller;
import dev.waybill.stores.s3.setup.Trust;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** Says what a customer has to set up. */
@Controller
class SetupController {
  private final SetupTerms terms;
  private final ExportReader exports;
  private final SigningKeys keys;

  SetupController(SetupTerms terms, ExportReader exports, SigningKeys keys) {
    this.terms = terms;
    this.exports = exports;
    this.keys = keys;
  }

  @QueryMapping
  SetupInstructionsNode setupInstructions(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    var input = new SetupInput(data);
    SetupTarget target = SetupTarget.of(data, exports, caller.requireTenant());
    Optional<UUID> externalId =
        target
            .integration()
            .map(StorageIntegration::externalId)
            .or(() -> target.draft().map(IntegrationDraft::externalId));
    Optional<Trust> trust = externalId.flatMap(terms::trust);
    return SetupInstructionsNode.of(
        input.setup(target.integration(), terms.roleNamePrefix(), trust),
        terms,
        externalId,
        keys.current().key().value());
  }
}
