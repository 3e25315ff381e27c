package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.stores.s3.setup.Trust;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What customers let in, as the operator set it.
 *
 * @param principal as which the service asks AWS for customers' roles; empty if that is not known
 * @param roleNamePrefix with what the names of those roles must begin
 * @param egressAddresses from which the service reaches customers' storage
 */
public record SetupTerms(
    Optional<PrincipalArn> principal,
    Optional<String> roleNamePrefix,
    List<String> egressAddresses) {
  public SetupTerms {
    requireNonNull(principal, "principal is null");
    requireNonNull(roleNamePrefix, "roleNamePrefix is null");
    egressAddresses = List.copyOf(egressAddresses);
  }

  /**
   * Whom a customer's role is to trust; empty if it is not known as whom the service comes.
   *
   * @param externalId that of the storage integration
   */
  public Optional<Trust> trust(UUID externalId) {
    return principal.map(who -> new Trust(who, externalId));
  }
}
