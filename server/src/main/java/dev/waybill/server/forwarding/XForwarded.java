package dev.waybill.server.forwarding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.tomcat.util.http.MimeHeaders;

/** {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}: three lists, nearest proxy last. */
final class XForwarded {
  private XForwarded() {}

  /**
   * The proxies' words, nearest first. A list that is shorter than that of the addresses was set by
   * the first proxy and passed on by the others.
   */
  static List<Hop> hops(MimeHeaders headers) {
    List<String> addresses = values(headers, "X-Forwarded-For");
    List<String> schemes = values(headers, "X-Forwarded-Proto");
    List<String> hosts = values(headers, "X-Forwarded-Host");
    int count = Math.max(addresses.size(), Math.max(schemes.size(), hosts.size()));
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hops.add(
          new Hop(
              i < addresses.size() ? HopText.address(addresses.get(i)) : Optional.empty(),
              orLast(schemes, i).flatMap(HopText::https),
              orLast(hosts, i).flatMap(HopText::host)));
    }
    return hops;
  }

  private static Optional<String> orLast(List<String> values, int index) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.get(Math.min(index, values.size() - 1)));
  }

  /** All lines of the header are one list; reversed. */
  private static List<String> values(MimeHeaders headers, String name) {
    List<String> values = new ArrayList<>();
    var lines = headers.values(name);
    while (lines.hasMoreElements()) {
      Arrays.stream(lines.nextElement().split(",", -1)).map(String::strip).forEach(values::add);
    }
    return values.reversed();
  }
}
