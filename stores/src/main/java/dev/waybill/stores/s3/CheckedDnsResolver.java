package dev.waybill.stores.s3;

import dev.waybill.stores.endpoint.EndpointPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves a host for the connection that is about to be made, so that the address checked is the
 * address used, however often the name changes its mind.
 */
final class CheckedDnsResolver implements DnsResolver {
  private final EndpointPolicy policy;

  CheckedDnsResolver(EndpointPolicy policy) {
    this.policy = policy;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    policy.requireAllowedUnresolved(host); // what resolvers read differently is for none of them
    return policy.requireAllowed(host, SystemDefaultDnsResolver.INSTANCE.resolve(host));
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
  }
}
