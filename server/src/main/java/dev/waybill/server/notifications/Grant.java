package dev.waybill.server.notifications;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Whom a tenant lets in at its cloud, for one storage integration; nothing of it is secret. Empty
 * is what its way to authenticate does not need, or what the operator has not set up.
 *
 * @param externalId for the trust policy of a role of AWS
 * @param principal as which the service asks AWS for the role
 * @param applicationName the service's application of Microsoft Entra ID
 * @param consentUrl where an administrator consents to it
 * @param serviceAccount the service's account of Google Cloud
 */
public record Grant(
    Optional<String> externalId,
    Optional<String> principal,
    Optional<String> applicationName,
    Optional<String> consentUrl,
    Optional<String> serviceAccount) {
  /** There is nobody to let in: the tenant gave credentials of its own. */
  public static final Grant NONE =
      new Grant(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Grant {
    requireNonNull(externalId, "externalId is null");
    requireNonNull(principal, "principal is null");
    requireNonNull(applicationName, "applicationName is null");
    requireNonNull(consentUrl, "consentUrl is null");
    requireNonNull(serviceAccount, "serviceAccount is null");
  }
}
