package dev.waybill.stores.endpoint;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** What kind of network an address belongs to. */
enum AddressKind {
  PUBLIC,
  /** Of the operator's own network: loopback, private, carrier-grade NAT. */
  PRIVATE,
  /** Never a customer's store: link-local, cloud metadata, multicast, unspecified, reserved. */
  RESERVED;

  private static final List<Network> RESERVED_NETWORKS =
      List.of(
          Network.of("0.0.0.0", 8),
          Network.of("100.100.100.200", 32), // Alibaba Cloud's metadata
          Network.of("168.63.129.16", 32), // Azure's host agent
          Network.of("169.254.0.0", 16), // link-local, with the metadata of most clouds
          Network.of("192.0.0.0", 24), // IETF protocols, with Oracle Cloud's metadata
          Network.of("224.0.0.0", 4),
          Network.of("240.0.0.0", 4),
          Network.of("::", 128),
          Network.of("64:ff9b:1::", 48), // translates to whatever its operator says
          Network.of("100::", 64), // discarded
          Network.of("2001::", 32), // Teredo: hides an IPv4 address
          Network.of("fd00:ec2::254", 128), // EC2's metadata
          Network.of("fd20:ce::254", 128), // Google Cloud's metadata
          Network.of("fe80::", 10),
          Network.of("fec0::", 10),
          Network.of("ff00::", 8));

  private static final List<Network> PRIVATE_NETWORKS =
      List.of(
          Network.of("10.0.0.0", 8),
          Network.of("100.64.0.0", 10),
          Network.of("127.0.0.0", 8),
          Network.of("172.16.0.0", 12),
          Network.of("192.168.0.0", 16),
          Network.of("198.18.0.0", 15),
          Network.of("::1", 128),
          Network.of("fc00::", 7));

  private static final Network NAT64 = Network.of("64:ff9b::", 96);
  private static final Network SIX_TO_FOUR = Network.of("2002::", 16);
  private static final Network V4_COMPATIBLE = Network.of("::", 96);
  private static final Network V4_TRANSLATED = Network.of("::ffff:0:0:0", 96);

  static AddressKind of(InetAddress address) {
    if (RESERVED_NETWORKS.stream().anyMatch(network -> network.contains(address))) {
      return RESERVED;
    }
    if (PRIVATE_NETWORKS.stream().anyMatch(network -> network.contains(address))) {
      return PRIVATE;
    }
    return address instanceof Inet6Address v6 ? ofEmbedded(v6) : PUBLIC;
  }

  private static AddressKind ofEmbedded(Inet6Address address) {
    byte[] bytes = address.getAddress();
    if (NAT64.contains(address)
        || V4_COMPATIBLE.contains(address)
        || V4_TRANSLATED.contains(address)) {
      return of(v4(bytes, 12));
    }
    return SIX_TO_FOUR.contains(address) ? of(v4(bytes, 2)) : PUBLIC;
  }

  private static Inet4Address v4(byte[] bytes, int offset) {
    try {
      return (Inet4Address) InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
