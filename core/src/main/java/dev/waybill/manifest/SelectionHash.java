package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.event.EventKind;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hash of what an export selects: SHA-256 of the RFC 8785 form of {@code
 * {"categories":[...],"filter":null,"kinds":[...]}}.
 */
public final class SelectionHash {
  private SelectionHash() {}

  /**
   * Empty when everything is selected.
   *
   * @param kinds none means all; all by name means the same
   * @param categories none means all
   */
  public static Optional<Sha256> of(Set<EventKind> kinds, Set<String> categories) {
    boolean allKinds = kinds.isEmpty() || kinds.size() == EventKind.values().length;
    Set<EventKind> some = allKinds ? Set.of() : kinds;
    return some.isEmpty() && categories.isEmpty()
        ? Optional.empty()
        : Optional.of(Sha256.of(json(some, categories).getBytes(UTF_8)));
  }

  static String json(Set<EventKind> kinds, Set<String> categories) {
    return "{\"categories\":"
        + array(categories)
        + ",\"filter\":null,\"kinds\":"
        + array(kinds.stream().map(EventKind::name).toList())
        + "}";
  }

  /** Sorted by UTF-16 code units, as RFC 8785 sorts names. */
  private static String array(Collection<String> items) {
    return items.stream()
        .sorted()
        .map(SelectionHash::quoted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isLoneSurrogate(text, i)) {
        throw new IllegalArgumentException("a category holds half of a surrogate pair");
      }
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
