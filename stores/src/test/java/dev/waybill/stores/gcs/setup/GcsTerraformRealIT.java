package dev.waybill.stores.gcs.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.stores.setup.Hostile;
import dev.waybill.stores.setup.TerraformParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** With the parser that Terraform itself has. */
class GcsTerraformRealIT {
  @TempDir private Path folder;

  @Test
  void takesEveryModule() throws Exception {
    for (GcsSetup setup : List.of(Setups.existing(), Setups.hostile(), Setups.simple())) {
      assertThat(
              parsed(setup)
                  .at("/resource/google_project_iam_custom_role/waybill/0/permissions/0")
                  .asString())
          .isEqualTo("storage.objects.create");
    }
  }

  @Test
  void readsAPathAsItIsGiven() throws Exception {
    assertThat(
            parsed(Setups.hostile())
                .at(
                    "/resource/google_storage_bucket/audit/0/lifecycle_rule/1/condition/0/matches_prefix/0")
                .asString())
        .isEqualTo((Hostile.PATH + "/events/").replace("${", "$${").replace("%{", "%%{"));
  }

  private JsonNode parsed(GcsSetup setup) throws Exception {
    return TerraformParser.parsed(new GcsDocuments(setup).terraform().orElseThrow(), folder);
  }
}
