package dev.waybill.stores.endpoint;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the text of a host tells when somebody else resolves it. */
final class HostText {
  private static final Pattern FOUR_OCTETS =
      Pattern.compile("((0|[1-9]\\d{0,2})\\.){3}(0|[1-9]\\d{0,2})");

  /** Resolvers read 127.1, 2130706433 and 0x7f000001 as addresses, not all of them the same way. */
  private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");

  private HostText() {}

  /** A name is {@link AddressKind#PUBLIC}, whatever it may resolve to. */
  static AddressKind kind(String host) {
    String text = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|\\.+$", "");
    if (text.equals("localhost") || text.endsWith(".localhost")) {
      return AddressKind.PRIVATE;
    }
    boolean v6 = text.contains(":");
    if (!v6 && !ENDS_IN_A_NUMBER.matcher(text).matches()) {
      return AddressKind.PUBLIC;
    }
    return v6 || FOUR_OCTETS.matcher(text).matches() ? literal(text) : AddressKind.RESERVED;
  }

  private static AddressKind literal(String text) {
    try {
      return AddressKind.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return AddressKind.RESERVED; // such as 300.0.0.1, or an IPv6 address with a foreign scope
    }
  }
}
