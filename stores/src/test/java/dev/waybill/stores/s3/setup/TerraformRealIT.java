package dev.waybill.stores.s3.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With the parser that Terraform itself has. */
class TerraformRealIT {
  private static final String PROGRAM =
      """
      require('@cdktf/hcl2json').parse('main.tf', require('fs').readFileSync(0, 'utf8')).then(
        module => console.log(JSON.stringify(module)),
        problem => { console.log(problem); process.exit(1); });
      """;

  @TempDir private Path folder;

  @Test
  void takesEveryModule() throws Exception {
    for (S3Setup setup :
        List.of(Setups.everything(), Setups.existingBucket(), Setups.newBucket())) {
      assertThat(parsed(setup).at("/resource/aws_iam_role/waybill/0/name").asString())
          .isEqualTo(setup.role().value());
    }
  }

  @Test
  void readsAPrefixAsItIsGiven() throws Exception {
    String prefix =
        parsed(Setups.everything())
            .at("/resource/aws_s3_bucket_lifecycle_configuration/audit/0/rule/2/filter/0/prefix")
            .asString();

    assertThat(prefix)
        .isEqualTo((Setups.HOSTILE + "/events/").replace("${", "$${").replace("%{", "%%{"));
  }

  private JsonNode parsed(S3Setup setup) throws IOException, InterruptedException {
    Path module =
        Files.writeString(
            folder.resolve("main.tf"), new SetupDocuments(setup).terraform().orElseThrow());
    var node =
        new ProcessBuilder("node", "-e", PROGRAM)
            .redirectInput(module.toFile())
            .redirectErrorStream(true);
    node.environment().put("NODE_PATH", AwsLanguages.modules().toString());
    Process process = node.start();
    String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(answer).isZero();
    return new JsonMapper().readTree(answer);
  }
}
