package dev.waybill.cli.keys;

import dev.waybill.cli.client.OutputOptions;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How a key is printed that was made just now. */
public final class MadeKeyOutput {
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--secret-only", description = "Prints the secret and nothing else.")
  private boolean secretOnly;

  /**
   * Prints the secret alone, or all as {@link OutputOptions} does.
   *
   * @param secret the field within {@code made}
   */
  public void print(
      PrintWriter out, JsonNode answer, JsonNode made, String secret, List<String> columns) {
    if (secretOnly) {
      out.println(made.path(secret).asString());
    } else {
      output.print(out, answer, made, columns);
    }
  }
}
