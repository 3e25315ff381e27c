package dev.waybill.server.settings;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses in the forms that all programs read alike. */
public final class AddressLiteral {
  /** Java also reads 10.1 and 1, as 10.0.0.1 and 0.0.0.1. */
  private static final Pattern FOUR_OCTETS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");

  /** Without the scope after {@code %}, which belongs to one machine. */
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private AddressLiteral() {}

  /** The address; empty if the text is none. Nothing is resolved. */
  public static Optional<InetAddress> parse(String text) {
    if (!FOUR_OCTETS.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // such as 300.0.0.1
    }
  }
}
