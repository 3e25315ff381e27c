package dev.waybill.stores.azure.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.setup.GoldenFiles;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AzureDocumentsTest {
  private static final Map<String, AzureSetup> SETUPS =
      Map.of("existing", Setups.existing(), "hostile", Setups.hostile(), "new", Setups.simple());

  @Test
  void areAsTheyWereLookedAt() {
    SETUPS.forEach(
        (name, setup) -> {
          EntraDocuments entra = Setups.entra(setup);
          assertGolden("azure." + name + ".role.json", entra.roleDefinition());
          assertGolden("azure." + name + ".assignment.json", entra.roleAssignment());
          assertGolden("azure." + name + ".entra.sh", entra.script().orElseThrow());
          assertGolden("azure." + name + ".entra.tf", entra.terraform().orElseThrow());
          assertGolden("azure." + name + ".sas.sh", Setups.sas(setup).script());
          assertGolden("azure." + name + ".sas.tf", Setups.sas(setup).terraform());
        });
  }

  @Test
  void theRoleCanPutAndNothingElse() {
    JsonNode role = json(Setups.entra(Setups.existing()).roleDefinition());

    assertThat(role.path("Actions").isEmpty()).isTrue();
    assertThat(role.path("DataActions").valueStream().map(JsonNode::asString))
        .containsExactly(
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write");
    assertThat(role.at("/AssignableScopes/0").asString()).isEqualTo(Setups.GROUP);
  }

  @Test
  void theRoleHoldsBelowThePathOfOneContainer() {
    JsonNode assignment = json(Setups.entra(Setups.existing()).roleAssignment());

    assertThat(assignment.path("scope").asString())
        .isEqualTo(Setups.ACCOUNT + "/blobServices/default/containers/audit");
    assertThat(assignment.path("condition").asString())
        .endsWith("blobs:path] StringStartsWith 'waybill/acme/'))");
    assertThat(assignment.path("conditionVersion").asString()).isEqualTo("2.0");
  }

  @Test
  void withoutAPathThereIsNoConditionAndNothingToSayAboutIt() {
    EntraDocuments entra = Setups.entra(Setups.simple());

    assertThat(json(entra.roleAssignment()).has("condition")).isFalse();
    assertThat(entra.notes()).noneMatch(note -> note.contains("condition"));
  }

  @Test
  void saysThatARoleHoldsInTheWholeContainerIfThePathCannotBeWritten() {
    EntraDocuments entra = Setups.entra(Setups.hostile());

    assertThat(json(entra.roleAssignment()).has("condition")).isFalse();
    assertThat(entra.notes()).anyMatch(note -> note.contains("holds in the whole container"));
  }

  @Test
  void withoutAnApplicationThereIsNothingToRun() {
    var entra = new EntraDocuments(Setups.existing(), Optional.empty(), Optional.empty());

    assertThat(entra.script()).isEmpty();
    assertThat(entra.terraform()).isEmpty();
    assertThat(entra.roleDefinition()).contains("blobs/write");
  }

  @Test
  void isHcl() throws Exception {
    for (AzureSetup setup : new AzureSetup[] {Setups.existing(), Setups.simple()}) {
      Map<String, Object> entra =
          new HCLParser().parse(Setups.entra(setup).terraform().orElseThrow());
      assertThat(entra).containsKeys("terraform", "variable", "data", "resource");
      assertThat(new HCLParser().parse(Setups.sas(setup).terraform()))
          .containsKeys("terraform", "variable", "data", "output");
    }
  }

  @Test
  void refusesWhatAzureHasNot() {
    assertRefused("applicationId", () -> new ClientId("waybill"));
    assertRefused("subscriptionId", () -> new AzureSetup.Group("a", "rg"));
    assertRefused(
        "resourceGroup",
        () -> new AzureSetup.Group("0a1b2c3d-1111-4222-8333-444455556666", "audit."));
    assertRefused("sasDays", () -> new SasDocuments(Setups.simple(), 0));
    assertRefused("sasDays", () -> new SasDocuments(Setups.simple(), 3_651));
  }

  private static void assertRefused(String field, ThrowingCallable call) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field));
  }

  private static void assertGolden(String name, String text) {
    assertThat(text).as(name).isEqualTo(GoldenFiles.read(name, text));
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }
}
