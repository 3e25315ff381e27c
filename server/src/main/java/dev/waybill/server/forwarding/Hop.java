package dev.waybill.server.forwarding;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What one proxy says of whoever asked it.
 *
 * @param address empty if it does not say, or not in words that can be read
 * @param https whether it was asked by https
 * @param host which it was asked for, with a port or without
 */
record Hop(Optional<InetAddress> address, Optional<Boolean> https, Optional<String> host) {
  static final Hop UNKNOWN = new Hop(Optional.empty(), Optional.empty(), Optional.empty());
}
