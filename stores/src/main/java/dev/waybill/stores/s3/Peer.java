package dev.waybill.stores.s3;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Fault;
import dev.waybill.storage.S3Location;
import java.net.URI;
import java.util.Optional;

/**
 * The other end of a connection, in the words of failures.
 *
 * @param noun what it is, without an article
 * @param address which of them it is
 * @param advice what to look at when it cannot be reached
 * @param fault whose it is when it cannot be reached
 */
record Peer(String noun, String address, String advice, Fault fault) {
  Peer {
    requireNonNull(noun, "noun is null");
    requireNonNull(address, "address is null");
    requireNonNull(advice, "advice is null");
    requireNonNull(fault, "fault is null");
  }

  static Peer store(S3Location location) {
    return new Peer(
        "store",
        location.endpoint().map(URI::getAuthority).orElse("S3 in " + location.region()),
        location.endpoint().isPresent()
            ? "Check the endpoint, that the store runs, and the setting pathStyle."
            : checkRegion(location.region()),
        Fault.CUSTOMER);
  }

  private static String checkRegion(String region) {
    return "Check that AWS has a region '"
        + region
        + "', and that this service may connect to the internet.";
  }

  /**
   * @param endpoint which the operator has set; empty for AWS's own of that region
   */
  static Peer sts(Optional<URI> endpoint, String region) {
    return endpoint
        .map(
            named ->
                new Peer(
                    "STS",
                    named.getAuthority(),
                    "Ask the operator of this service to check the setting "
                        + RoleSettings.STS_ENDPOINT_SETTING
                        + ", and that the STS runs.",
                    Fault.OURS))
        .orElseGet(
            () -> new Peer("STS", "of AWS in " + region, checkRegion(region), Fault.CUSTOMER));
  }

  String named() {
    return noun + " " + address;
  }
}
