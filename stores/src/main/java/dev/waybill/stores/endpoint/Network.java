package dev.waybill.stores.endpoint;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;

/**
 * The addresses that begin like another one.
 *
 * @param prefix how many bits of the base count
 */
public record Network(InetAddress base, int prefix) {
  public Network {
    requireNonNull(base, "base is null");
  }

  static Network of(String base, int prefix) {
    return new Network(InetAddress.ofLiteral(base), prefix);
  }

  /** Of the other version of IP none. */
  public boolean contains(InetAddress address) {
    byte[] own = base.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if ((own[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }
}
