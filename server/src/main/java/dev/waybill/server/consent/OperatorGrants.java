package dev.waybill.server.consent;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.Grant;
import dev.waybill.server.notifications.Grants;
import dev.waybill.storage.Credentials;
import dev.waybill.stores.azure.AzureApplication;
import dev.waybill.stores.s3.setup.PrincipalArn;
import java.util.Optional;
import java.util.function.Supplier;

/** The service's own identities, as the operator has set them up. */
public final class OperatorGrants implements Grants {
  private final Optional<PrincipalArn> principal;
  private final ConsentUrls consent;
  private final Supplier<Optional<String>> serviceAccount;

  /**
   * @param serviceAccount what is known of it without asking anybody
   */
  public OperatorGrants(
      Optional<PrincipalArn> principal,
      ConsentUrls consent,
      Supplier<Optional<String>> serviceAccount) {
    this.principal = requireNonNull(principal, "principal is null");
    this.consent = requireNonNull(consent, "consent is null");
    this.serviceAccount = requireNonNull(serviceAccount, "serviceAccount is null");
  }

  @Override
  public Grant of(Credentials credentials) {
    return switch (credentials) {
      case Credentials.AssumedRole role ->
          new Grant(
              Optional.of(role.externalId().toString()),
              principal.map(PrincipalArn::toString),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      case Credentials.EntraApplication theirs ->
          new Grant(
              Optional.empty(),
              Optional.empty(),
              consent.application().map(AzureApplication::name),
              consent.of(theirs),
              Optional.empty());
      case Credentials.GoogleGrant _ ->
          new Grant(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              serviceAccount.get());
      case Credentials.None _,
          Credentials.AccessKey _,
          Credentials.SharedAccessSignature _,
          Credentials.ServiceAccountKey _ ->
          Grant.NONE;
    };
  }
}
