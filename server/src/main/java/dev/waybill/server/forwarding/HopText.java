package dev.waybill.server.forwarding;

import dev.waybill.server.settings.AddressLiteral;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of which headers of proxies consist. What cannot be read is empty. */
final class HopText {
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^\\]]*)\\]|([0-9.]+))(?::\\d{1,5})?");
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?");

  private static final int GREATEST_PORT = 65_535;

  private HopText() {}

  /** An address, with a port or without. */
  static Optional<InetAddress> address(String text) {
    Matcher withPort = WITH_PORT.matcher(text);
    if (!withPort.matches()) {
      return AddressLiteral.parse(text);
    }
    String bracketed = withPort.group(1);
    return AddressLiteral.parse(bracketed == null ? withPort.group(2) : bracketed);
  }

  static Optional<Boolean> https(String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "https" -> Optional.of(true);
      case "http" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  static Optional<String> host(String text) {
    return Optional.of(text)
        .filter(it -> HOST.matcher(it).matches())
        .filter(it -> !hasPort(it) || portOf(it) <= GREATEST_PORT);
  }

  static boolean hasPort(String host) {
    return host.lastIndexOf(':') > host.lastIndexOf(']');
  }

  /** The port of a host that has one. */
  static int portOf(String host) {
    return Integer.parseInt(host.substring(host.lastIndexOf(':') + 1));
  }
}
