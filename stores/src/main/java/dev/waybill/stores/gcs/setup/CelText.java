package dev.waybill.stores.gcs.setup;

/** Writes texts of CEL, the language of conditions, in ASCII. */
final class CelText {
  private CelText() {}

  static String quoted(String value) {
    var text = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                text.append('\\').appendCodePoint(c);
              } else if (c >= ' ' && c <= '~') {
                text.appendCodePoint(c);
              } else {
                text.append((c >>> 16 == 0 ? "\\u%04x" : "\\U%08x").formatted(c));
              }
            });
    return text.append('"').toString();
  }
}
