package dev.waybill.cli.client;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a result is printed: for programs, or for people. */
public final class OutputOptions {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The forms. */
  public enum Form {
    JSON,
    TABLE
  }

  @Option(
      names = {"-o", "--output"},
      defaultValue = "json",
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Form form = Form.JSON;

  /**
   * Prints the whole answer, or the rows as a table.
   *
   * @param rows an object or an array of objects within the answer
   * @param columns the fields that a person wants to see
   */
  public void print(PrintWriter out, JsonNode answer, JsonNode rows, List<String> columns) {
    switch (form) {
      case JSON -> out.println(JSON.writeValueAsString(answer));
      case TABLE -> Table.print(out, rows, columns);
    }
    out.flush();
  }
}
