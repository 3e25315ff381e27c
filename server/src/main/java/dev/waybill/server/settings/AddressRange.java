package dev.waybill.server.settings;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.endpoint.Network;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network in the notation of CIDR, or a single address.
 *
 * @param prefix how many bits of the base count
 */
public record AddressRange(InetAddress base, int prefix) {
  private static final Pattern FORM = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

  public AddressRange {
    requireNonNull(base, "base is null");
    if (prefix < 0 || prefix > base.getAddress().length * Byte.SIZE) {
      throw notARange();
    }
  }

  static AddressRange parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw notARange();
    }
    InetAddress base = AddressLiteral.parse(form.group(1)).orElseThrow(AddressRange::notARange);
    String prefix = form.group(2);
    return new AddressRange(
        base, prefix == null ? base.getAddress().length * Byte.SIZE : Integer.parseInt(prefix));
  }

  /** An IPv4 address inside an IPv6 one is that IPv4 address. */
  public boolean contains(InetAddress address) {
    return new Network(base, prefix).contains(address);
  }

  private static InvalidInput notARange() {
    return new InvalidInput("range", "has IP addresses and ranges such as 10.0.0.0/8 only");
  }
}
