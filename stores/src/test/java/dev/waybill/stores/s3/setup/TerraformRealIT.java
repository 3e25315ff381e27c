package dev.waybill.stores.s3.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.stores.setup.TerraformParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** With the parser that Terraform itself has. */
class TerraformRealIT {
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

  private JsonNode parsed(S3Setup setup) throws Exception {
    return TerraformParser.parsed(new SetupDocuments(setup).terraform().orElseThrow(), folder);
  }
}
