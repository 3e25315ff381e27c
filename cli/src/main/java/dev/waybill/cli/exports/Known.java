package dev.waybill.cli.exports;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.stores.s3.setup.Trust;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What the server or the command line told about AWS.
 *
 * @param kmsKeyArn the key that the export names
 * @param bucketOwnerFullControl whether the export puts objects with that ACL
 */
record Known(
    Optional<String> principal,
    Optional<String> externalId,
    Optional<String> roleNamePrefix,
    List<String> egressAddresses,
    Optional<String> kmsKeyArn,
    boolean bucketOwnerFullControl) {

  Optional<Trust> trust() {
    return principal.flatMap(
        who -> externalId.map(id -> new Trust(new PrincipalArn(who), uuid(id))));
  }

  /** What to know about what was told. */
  List<String> notes() {
    return egressAddresses.isEmpty()
        ? List.of()
        : List.of("The service comes from " + String.join(", ", egressAddresses) + ".");
  }

  /** What there is only with both halves of the trust. */
  String required(Optional<String> document) {
    return document.orElseThrow(() -> new CommandFailure(missing().orElseThrow()));
  }

  /** Why there is no trust; empty if there is. */
  Optional<String> missing() {
    if (principal.isEmpty()) {
      return Optional.of(
          "The operator of the server has not said as whom it asks AWS for a role"
              + " (setup.s3-principal): ask for that ARN and give it as --principal. An access key"
              + " needs the permission policy alone.");
    }
    return externalId.isEmpty()
        ? Optional.of(
            "There is no external id yet: make one with 'waybill audit integration create --draft'"
                + " and name it with --integration, or create the export with the ARN that the"
                + " role will have and name that: policy ID --destination ...")
        : Optional.empty();
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("externalId", "An external id of this service is a UUID.");
    }
  }
}
