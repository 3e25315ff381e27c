package dev.waybill.stores.azure.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.stores.setup.TerraformParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** With the parser that Terraform itself has. */
class AzureTerraformRealIT {
  @TempDir private Path folder;

  @Test
  void takesEveryModule() throws Exception {
    for (AzureSetup setup : List.of(Setups.existing(), Setups.hostile(), Setups.simple())) {
      JsonNode entra =
          TerraformParser.parsed(Setups.entra(setup).terraform().orElseThrow(), folder);
      assertThat(entra.at("/resource/azuread_service_principal/waybill/0/client_id").asString())
          .isEqualTo(Setups.APPLICATION.value());
      JsonNode sas = TerraformParser.parsed(Setups.sas(setup).terraform(), folder);
      assertThat(
              sas.at("/data/azurerm_storage_account_blob_container_sas/waybill/0/container_name")
                  .asString())
          .isEqualTo("audit");
    }
  }

  @Test
  void readsAConditionAsItIsShown() throws Exception {
    JsonNode module =
        TerraformParser.parsed(Setups.entra(Setups.existing()).terraform().orElseThrow(), folder);

    assertThat(module.at("/resource/azurerm_role_assignment/waybill/0/condition").asString())
        .contains("StringStartsWith 'waybill/acme/'");
  }

  @Test
  void readsAPathAsItIsGiven() throws Exception {
    JsonNode module =
        TerraformParser.parsed(Setups.entra(Setups.hostile()).terraform().orElseThrow(), folder);

    assertThat(module.at("/output/lifecycle_rule_to_merge/0/value").asString())
        .contains("\"audit/a'b\\\"c\\\\d "); // the parser gives an expression as its source
  }
}
