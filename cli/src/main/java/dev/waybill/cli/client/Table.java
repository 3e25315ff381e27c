package dev.waybill.cli.client;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows with a heading, in columns as wide as their widest value. */
final class Table {
  private Table() {}

  static void print(PrintWriter out, JsonNode rows, List<String> columns) {
    var lines = new ArrayList<List<String>>();
    lines.add(columns);
    if (rows.isArray()) {
      rows.forEach(row -> lines.add(values(row, columns)));
    } else {
      lines.add(values(rows, columns));
    }
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      var text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i)).repeat(' ', widths[i] - line.get(i).length() + 2);
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static List<String> values(JsonNode row, List<String> columns) {
    return columns.stream()
        .map(column -> row.at("/" + column.replace('.', '/')))
        .map(value -> value.isNull() || value.isMissingNode() ? "-" : text(value))
        .toList();
  }

  private static String text(JsonNode value) {
    String text =
        switch (value) {
          case ArrayNode array ->
              array.values().stream().map(Table::text).collect(Collectors.joining(","));
          case ObjectNode object -> object.toString();
          case JsonNode one -> one.asString();
        };
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
