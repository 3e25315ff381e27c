package dev.waybill.server.forwarding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.MimeHeaders;

/** {@code Forwarded}, RFC 7239: a list of what each proxy says, nearest proxy last. */
final class Forwarded {
  private static final String NAME = "Forwarded";

  /** A pair with what ends it. A quoted text must end before anything else begins. */
  private static final Pattern PAIR =
      Pattern.compile(
          "[ \\t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)="
              + "(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|\"((?:[^\"\\\\]|\\\\.)*+)\")[ \\t]*([;,]|$)");

  private Forwarded() {}

  /**
   * The proxies' words, nearest first. A line that is not well-formed says nothing: a client could
   * have begun it so that what a proxy added reads otherwise.
   */
  static List<Hop> hops(MimeHeaders headers) {
    List<Hop> hops = new ArrayList<>();
    var lines = headers.values(NAME);
    while (lines.hasMoreElements()) {
      hops.addAll(line(lines.nextElement()).orElse(List.of(Hop.UNKNOWN)));
    }
    return hops.reversed();
  }

  private static Optional<List<Hop>> line(String text) {
    List<Hop> hops = new ArrayList<>();
    Map<String, String> pairs = new HashMap<>();
    Matcher pair = PAIR.matcher(text);
    boolean more = true;
    while (more) {
      if (!pair.lookingAt()) {
        return Optional.empty();
      }
      String name = pair.group(1).toLowerCase(Locale.ROOT);
      if (pairs.put(name, value(pair)) != null) {
        return Optional.empty();
      }
      String end = pair.group(4);
      if (!end.equals(";")) {
        hops.add(hop(pairs));
        pairs.clear();
      }
      more = !end.isEmpty();
      pair.region(pair.end(), text.length());
    }
    return Optional.of(hops);
  }

  private static String value(Matcher pair) {
    String token = pair.group(2);
    return token == null ? pair.group(3).replaceAll("\\\\(.)", "$1") : token;
  }

  private static Hop hop(Map<String, String> pairs) {
    return new Hop(
        Optional.ofNullable(pairs.get("for")).flatMap(HopText::address),
        Optional.ofNullable(pairs.get("proto")).flatMap(HopText::https),
        Optional.ofNullable(pairs.get("host")).flatMap(HopText::host));
  }
}
