package dev.waybill.stores.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parser that Terraform itself has. */
public final class TerraformParser {
  private static final String PROGRAM =
      """
      require('@cdktf/hcl2json').parse('main.tf', require('fs').readFileSync(0, 'utf8')).then(
        module => console.log(JSON.stringify(module)),
        problem => { console.log(problem); process.exit(1); });
      """;

  private TerraformParser() {}

  /**
   * The module as JSON.
   *
   * @param folder where there is room for a file
   */
  public static JsonNode parsed(String text, Path folder) throws IOException, InterruptedException {
    Path module = Files.writeString(folder.resolve("main.tf"), text);
    var node =
        new ProcessBuilder("node", "-e", PROGRAM)
            .redirectInput(module.toFile())
            .redirectErrorStream(true);
    node.environment().put("NODE_PATH", AwsLanguages.modules().toString());
    Process process = node.start();
    String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(answer);
    }
    return new JsonMapper().readTree(answer);
  }
}
