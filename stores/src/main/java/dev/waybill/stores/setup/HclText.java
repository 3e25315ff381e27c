package dev.waybill.stores.setup;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes expressions of HCL, the language of Terraform. */
public final class HclText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private HclText() {}

  /** What follows the {@code =} of an attribute that stands {@code indent} columns to the right. */
  public static String of(Node node, int indent) {
    return switch (node) {
      case Node.Text(String value) -> quoted(value);
      case Node.Code(String expression) -> expression;
      case Node.Items(List<Node> values) -> items(values, indent);
      case Node.Fields(Map<String, Node> values) -> fields(values, indent);
    };
  }

  /** With escapes for {@code $} and {@code %} wherever they are: each could begin a template. */
  public static String quoted(String value) {
    var text = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                text.append('\\').appendCodePoint(c);
              } else if (c >= ' ' && c <= '~' && c != '$' && c != '%') {
                text.appendCodePoint(c);
              } else {
                text.append((c >>> 16 == 0 ? "\\u%04x" : "\\U%08x").formatted(c));
              }
            });
    return text.append('"').toString();
  }

  private static String items(List<Node> values, int indent) {
    var text = new StringBuilder("[");
    String newLine = "\n" + " ".repeat(indent + 2);
    values.forEach(item -> text.append(newLine).append(of(item, indent + 2)).append(','));
    return text.append("\n").append(" ".repeat(indent)).append("]").toString();
  }

  private static String fields(Map<String, Node> values, int indent) {
    var text = new StringBuilder("{");
    String newLine = "\n" + " ".repeat(indent + 2);
    values.forEach(
        (name, value) ->
            text.append(newLine)
                .append(PLAIN.matcher(name).matches() ? name : quoted(name))
                .append(" = ")
                .append(of(value, indent + 2)));
    return text.append("\n").append(" ".repeat(indent)).append("}").toString();
  }
}
