package dev.waybill.server.graphql;

import dev.waybill.integration.IntegrationId;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.graphql.EndpointConfiguration.AdlsEntraAppEndpointConfiguration;
import dev.waybill.server.security.Caller;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.tenant.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** As whom the service reaches destinations where it has one identity for all tenants. */
@Controller
class SharedIdentityFields {
  private final SharedIdentities identities;
  private final SetupTerms terms;

  SharedIdentityFields(SharedIdentities identities, SetupTerms terms) {
    this.identities = identities;
    this.terms = terms;
  }

  @SchemaMapping(typeName = "S3AssumedRoleEndpointConfiguration")
  Optional<String> principal() {
    return terms.principal().map(PrincipalArn::value);
  }

  @SchemaMapping(typeName = "AdlsEntraAppEndpointConfiguration")
  Optional<String> applicationName() {
    return identities.applicationName();
  }

  /** Exports that share a storage integration share what it takes to look it up. */
  @BatchMapping
  List<Optional<String>> consentUrl(
      List<AdlsEntraAppEndpointConfiguration> nodes, @ContextValue Caller caller) {
    TenantId tenant = caller.requireTenant();
    Map<IntegrationId, Optional<String>> urls = new HashMap<>();
    return nodes.stream()
        .map(AdlsEntraAppEndpointConfiguration::integration)
        .map(id -> urls.computeIfAbsent(id, each -> identities.consentUrl(tenant, each)))
        .toList();
  }

  @SchemaMapping(typeName = "GcsEndpointConfiguration")
  Optional<String> serviceAccount() {
    return identities.serviceAccount();
  }
}
