package dev.waybill.server.portal.integrations;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.HeldKeys;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.IntegrationView;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.portal.Slice;
import dev.waybill.server.portal.destinations.ConnectionView;
import dev.waybill.server.portal.destinations.KindWords;
import dev.waybill.server.portal.setup.SetupGuide;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.PlaceProof;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.servlet.ModelAndView;

/** What the page of one storage integration shows. */
public final class IntegrationPage {
  private final ExportReader reader;
  private final SetupTerms terms;
  private final SharedIdentities identities;
  private final SetupGuide guide;

  public IntegrationPage(
      ExportReader reader, SetupTerms terms, SharedIdentities identities, SetupGuide guide) {
    this.reader = requireNonNull(reader, "reader is null");
    this.terms = requireNonNull(terms, "terms is null");
    this.identities = requireNonNull(identities, "identities is null");
    this.guide = requireNonNull(guide, "guide is null");
  }

  /** Something about how the service gets in; nothing secret. */
  record Fact(String name, String value) {}

  /** An export that uses the integration. */
  record LinkedExport(String id, String name, boolean enabled) {}

  /**
   * @param from how many exports are on the pages before
   * @param project of a bucket of Google's, as it was given; an empty text if it was not
   * @param tokenProblem what is wrong with the token that was given; an empty text if nothing is
   */
  ModelAndView of(
      TenantId tenant,
      IntegrationView view,
      Optional<Integer> from,
      String project,
      String tokenProblem) {
    return switch (view) {
      case IntegrationView.Draft(IntegrationDraft draft) -> of(draft);
      case IntegrationView.Complete(StorageIntegration integration) ->
          of(tenant, integration, from, project, tokenProblem);
    };
  }

  private ModelAndView of(IntegrationDraft draft) {
    return new ModelAndView("integration-draft")
        .addObject("name", draft.name().orElse("Draft"))
        .addObject("path", "/integrations/" + draft.id())
        .addObject("setup", "/setup/" + draft.id())
        .addObject("externalId", draft.externalId().toString());
  }

  private ModelAndView of(
      TenantId tenant,
      StorageIntegration integration,
      Optional<Integer> from,
      String project,
      String tokenProblem) {
    DestinationKind kind = DestinationKind.of(integration);
    IntegrationId id = integration.id();
    Slice<LinkedExport> linked = linked(tenant, id, from);
    return new ModelAndView("integration")
        .addObject("name", integration.name())
        .addObject("path", "/integrations/" + id)
        .addObject("export", "/setup/" + id + "/export")
        .addObject("kind", KindWords.title(kind))
        .addObject("place", integration.location().toString())
        .addObject("connection", ConnectionView.of(integration.lastTest(), kind))
        .addObject("pending", PendingSetup.of(integration, project, guide))
        .addObject("facts", facts(tenant, integration))
        .addObject("consentUrl", consentUrl(tenant, integration))
        .addObject("tokenObject", integration.location().path().resolve(PlaceProof.key(id.value())))
        .addObject("tokenProblem", tokenProblem)
        .addObject("exports", linked.rows())
        .addObject("exportCount", linked.count())
        .addObject("next", linked.next("/integrations/" + id));
  }

  /**
   * @param from how many are on the pages before
   */
  Slice<LinkedExport> linked(TenantId tenant, IntegrationId id, Optional<Integer> from) {
    List<LinkedExport> all =
        reader.exports(tenant, id).stream()
            .map(
                export -> new LinkedExport(export.id().toString(), export.name(), export.enabled()))
            .toList();
    return Slice.of(all, from);
  }

  private List<Fact> facts(TenantId tenant, StorageIntegration integration) {
    List<Fact> facts = new ArrayList<>();
    switch (integration.authentication()) {
      case Authentication.AssumedRole role -> {
        facts.add(new Fact("Role", role.role().value()));
        terms
            .principal()
            .map(PrincipalArn::value)
            .ifPresent(principal -> facts.add(new Fact("Principal", principal)));
        facts.add(new Fact("External id", integration.externalId().toString()));
      }
      case Authentication.AccessKey() ->
          Optional.ofNullable(
                  reader.accessKeys(tenant, Set.of(integration.id())).get(integration.id()))
              .ifPresent(held -> addKeys(held, facts));
      case Authentication.SharedAccessSignature(var expiresAt, var permissions) -> {
        facts.add(
            new Fact(
                "SAS token ends",
                expiresAt.map(Object::toString).orElse("as the container's policy says")));
        permissions.ifPresent(letters -> facts.add(new Fact("SAS token's permissions", letters)));
      }
      case Authentication.EntraApplication(var directory) -> {
        identities.applicationName().ifPresent(it -> facts.add(new Fact("Application", it)));
        identities.applicationId().ifPresent(it -> facts.add(new Fact("Application id", it)));
        facts.add(new Fact("Directory (tenant) id", directory.id()));
      }
      case Authentication.GoogleGrant() ->
          identities.serviceAccount().ifPresent(it -> facts.add(new Fact("Service account", it)));
      case Authentication.ServiceAccountKey(String clientEmail, String privateKeyId) -> {
        facts.add(new Fact("Service account", clientEmail));
        facts.add(new Fact("Key id", privateKeyId));
      }
      case Authentication.None() -> {}
    }
    return facts;
  }

  private static void addKeys(HeldKeys held, List<Fact> facts) {
    facts.add(new Fact("Access key id", held.current().accessKeyId()));
    held.previous()
        .ifPresent(before -> facts.add(new Fact("Access key id before", before.accessKeyId())));
  }

  private String consentUrl(TenantId tenant, StorageIntegration integration) {
    return integration.authentication() instanceof Authentication.EntraApplication
        ? identities.consentUrl(tenant, integration.id()).orElse("")
        : "";
  }
}
