package dev.waybill.server.forwarding;

import dev.waybill.server.settings.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who a request is from, as far as it can be believed.
 *
 * @param client the nearest address that is not a trusted proxy's; the farthest proxy's if that
 *     does not say for whom it asks
 * @param https whether the client asked by https; empty if no proxy says so
 * @param host the host that the client asked for; empty if no proxy says so
 */
record Origin(InetAddress client, Optional<Boolean> https, Optional<String> host) {

  /**
   * Follows the proxies' words for as long as it is a trusted proxy that says them.
   *
   * @param peer the other end of the connection
   * @param hops nearest first
   */
  static Origin of(InetAddress peer, List<Hop> hops, List<AddressRange> trusted) {
    InetAddress client = peer;
    Hop told = Hop.UNKNOWN;
    for (Hop hop : hops) {
      if (!isIn(trusted, client)) {
        break;
      }
      told = hop;
      if (hop.address().isEmpty()) {
        break;
      }
      client = hop.address().get();
    }
    return new Origin(client, told.https(), told.host());
  }

  private static boolean isIn(List<AddressRange> trusted, InetAddress address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }
}
