package dev.waybill.server.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What counts as one address: of IPv6 the network, in which anybody has as many as they like. */
final class Addresses {
  private static final int NETWORK_BYTES = 8;

  private Addresses() {}

  static String network(String address) {
    try {
      InetAddress read = InetAddress.ofLiteral(address.replaceFirst("%.*", ""));
      if (read instanceof Inet6Address) {
        byte[] bytes = read.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
      }
      return read.getHostAddress();
    } catch (IllegalArgumentException | UnknownHostException e) {
      return address; // no address, but it tells callers apart
    }
  }
}
