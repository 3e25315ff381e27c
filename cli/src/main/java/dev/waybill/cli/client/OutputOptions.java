package dev.waybill.cli.client;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a result is printed: for programs, or for people. */
public final class OutputOptions {
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
      case JSON -> out.println(indented(answer));
      case TABLE -> Table.print(out, rows, columns);
    }
    out.flush();
  }

  /** With a mapper made only now: whoever asks for help need not wait for one. */
  private static String indented(JsonNode answer) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(answer);
  }
}
