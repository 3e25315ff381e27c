package dev.waybill.stores.s3.setup;

import dev.waybill.stores.setup.Node;
import java.util.List;
import java.util.Map;

/** Writes YAML: every text in double quotes and ASCII, so that none is taken for anything else. */
final class YamlText {
  private YamlText() {}

  /** What follows the colon of a key that stands {@code indent} columns to the right. */
  static String of(Node node, int indent) {
    return switch (node) {
      case Node.Text(String value) -> " " + quoted(value);
      case Node.Code(String expression) -> " " + expression;
      case Node.Items(List<Node> values) ->
          items(values, "\n" + " ".repeat(indent + 2), indent + 2);
      case Node.Fields(Map<String, Node> values) ->
          fields(values, "\n" + " ".repeat(indent + 2), indent + 2);
    };
  }

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
                text.append("\\U%08x".formatted(c));
              }
            });
    return text.append('"').toString();
  }

  private static String items(List<Node> values, String newLine, int indent) {
    var text = new StringBuilder();
    for (Node item : values) {
      text.append(newLine).append('-');
      text.append(
          item instanceof Node.Fields(Map<String, Node> inner)
              ? fields(inner, newLine + "  ", indent + 2).replaceFirst("\n *", " ")
              : of(item, indent));
    }
    return text.toString();
  }

  private static String fields(Map<String, Node> values, String newLine, int indent) {
    var text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(newLine).append(key(name)).append(':').append(of(value, indent)));
    return text.toString();
  }

  private static String key(String name) {
    return name.indexOf(':') < 0 ? name : quoted(name);
  }
}
