package dev.waybill.stores.endpoint;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which endpoints customers may name. A provider's own endpoints need no entry, but the addresses
 * they resolve to are checked like all others.
 *
 * @param allowed hosts ({@code s3.example.com}: any scheme and port), URLs ({@code
 *     https://s3.example.com:9000}: exactly that scheme, host and port), or {@code *} for any
 */
public record EndpointPolicy(Set<String> allowed, PrivateAddresses privateAddresses) {
  public static final String NOT_ALLOWED = "ENDPOINT_NOT_ALLOWED";

  /** Providers' own endpoints only. */
  public static final EndpointPolicy PROVIDERS_ONLY =
      new EndpointPolicy(Set.of(), PrivateAddresses.REFUSED);

  private static final String ANY = "*";
  private static final String ADVICE =
      "Name an endpoint that the operator of this service allows, or ask the operator to allow"
          + " this one.";

  public EndpointPolicy {
    allowed = allowed.stream().map(EndpointPolicy::normalised).collect(Collectors.toSet());
    requireNonNull(privateAddresses, "privateAddresses is null");
  }

  /**
   * Returns if customers may name that endpoint.
   *
   * @throws FailureException if the operator does not allow it
   */
  public void requireAllowed(URI endpoint) {
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    if (!allowed.contains(ANY) && !allowed.contains(host) && !allowed.contains(origin(endpoint))) {
      throw new FailureException(notAllowed("The endpoint " + endpoint + " is not allowed here."));
    }
  }

  /**
   * Passes addresses on if every one of them may be connected to.
   *
   * @throws AddressNotAllowedException if one may not
   */
  public InetAddress[] requireAllowed(String host, InetAddress[] addresses)
      throws AddressNotAllowedException {
    boolean everyOne =
        Arrays.stream(addresses).map(AddressKind::of).allMatch(this::mayBeConnectedTo);
    if (!everyOne) {
      throw new AddressNotAllowedException(host);
    }
    return addresses;
  }

  /**
   * Returns if a host may be connected to, as far as its text tells: before it is resolved, and for
   * a host that a proxy will resolve. An address is judged like any other; a name passes.
   *
   * @throws AddressNotAllowedException if it is an address that may not be connected to, or may be
   *     read as one
   */
  public void requireAllowedUnresolved(String host) throws AddressNotAllowedException {
    if (!mayBeConnectedTo(HostText.kind(host))) {
      throw new AddressNotAllowedException(host);
    }
  }

  /** Whether any name passes although private addresses do not: then addresses must be seen. */
  public boolean admitsNamesUnseen() {
    return allowed.contains(ANY) && privateAddresses == PrivateAddresses.REFUSED;
  }

  /** The failure of a host whose address is refused. The address itself is not told. */
  public static Failure addressNotAllowed(String host) {
    return notAllowed(
        "The host "
            + host
            + " has an address that is not allowed here (private, loopback or link-local).");
  }

  private boolean mayBeConnectedTo(AddressKind kind) {
    return switch (kind) {
      case PUBLIC -> true;
      case PRIVATE -> privateAddresses == PrivateAddresses.ALLOWED;
      case RESERVED -> false;
    };
  }

  private static Failure notAllowed(String message) {
    return new Failure(Fault.CALLER, Stage.RESOLVE, NOT_ALLOWED, message, ADVICE);
  }

  private static String normalised(String entry) {
    String trimmed = entry.strip().toLowerCase(Locale.ROOT);
    return trimmed.contains("://") ? origin(URI.create(trimmed)) : trimmed;
  }

  private static String origin(URI endpoint) {
    String scheme = endpoint.getScheme().toLowerCase(Locale.ROOT);
    int port = endpoint.getPort();
    if (port < 0) {
      port = scheme.equals("https") ? 443 : 80;
    }
    return scheme + "://" + endpoint.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
