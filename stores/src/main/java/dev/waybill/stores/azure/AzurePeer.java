package dev.waybill.stores.azure;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.AzureLocation;
import java.net.URI;
import java.util.Optional;

/**
 * The other end of a connection, in the words of failures.
 *
 * @param name which one it is, after an article
 * @param reaching the stage at which it is reached
 * @param asking the stage at which it answers
 * @param unknownHost the code of a name without an address
 * @param advice what to look at when it cannot be reached
 * @param fault whose it is when it cannot be reached
 */
record AzurePeer(
    String name, Stage reaching, Stage asking, String unknownHost, String advice, Fault fault) {
  /** The setting by which the operator puts another address in the place of Azure's. */
  static final String ENDPOINT_SETTING = "azure.endpoint";

  /** The setting that says where tokens are to be had. */
  static final String AUTHORITY_SETTING = "azure.authority";

  AzurePeer {
    requireNonNull(name, "name is null");
    requireNonNull(reaching, "reaching is null");
    requireNonNull(asking, "asking is null");
    requireNonNull(unknownHost, "unknownHost is null");
    requireNonNull(advice, "advice is null");
    requireNonNull(fault, "fault is null");
  }

  /**
   * @param endpoint which the operator has set; empty for Azure's own
   */
  static AzurePeer store(AzureLocation location, Optional<URI> endpoint) {
    return endpoint
        .map(
            own ->
                new AzurePeer(
                    "store " + own.getAuthority(),
                    Stage.RESOLVE,
                    Stage.PUT,
                    "UNKNOWN_HOST",
                    askOperator(ENDPOINT_SETTING),
                    Fault.OURS))
        .orElseGet(
            () ->
                new AzurePeer(
                    "store " + location.host(),
                    Stage.RESOLVE,
                    Stage.PUT,
                    "NO_SUCH_ACCOUNT",
                    "Check that there is a storage account '"
                        + location.account()
                        + "' in this cloud, and that this service may connect to the internet.",
                    Fault.CUSTOMER));
  }

  static AzurePeer authority(URI authority) {
    return new AzurePeer(
        "authority " + authority.getAuthority() + " of Microsoft Entra ID",
        Stage.ASSUME_ROLE,
        Stage.ASSUME_ROLE,
        "UNKNOWN_HOST",
        askOperator(AUTHORITY_SETTING),
        Fault.OURS);
  }

  private static String askOperator(String setting) {
    return "Ask the operator of this service to check the setting "
        + setting
        + ", and that the service may connect to it.";
  }
}
