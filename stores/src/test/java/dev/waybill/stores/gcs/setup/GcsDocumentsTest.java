package dev.waybill.stores.gcs.setup;

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

class GcsDocumentsTest {
  private static final Map<String, GcsSetup> SETUPS =
      Map.of("existing", Setups.existing(), "hostile", Setups.hostile(), "new", Setups.simple());

  @Test
  void areAsTheyWereLookedAt() {
    SETUPS.forEach(
        (name, setup) -> {
          var documents = new GcsDocuments(setup);
          assertGolden("gcs." + name + ".role.json", documents.customRole());
          assertGolden("gcs." + name + ".bindings.json", documents.bindings());
          assertGolden("gcs." + name + ".sh", documents.script().orElseThrow());
          assertGolden("gcs." + name + ".tf", documents.terraform().orElseThrow());
        });
  }

  @Test
  void theRoleCanCreateAndNothingElse() {
    assertThat(json(new GcsDocuments(Setups.existing()).customRole()).path("includedPermissions"))
        .hasToString("[\"storage.objects.create\"]");
  }

  @Test
  void theServicesOwnAccountHasItBelowThePath() {
    JsonNode binding = json(new GcsDocuments(Setups.existing()).bindings()).path(0);

    assertThat(binding.path("role").asString())
        .isEqualTo("projects/acme-audit-1/roles/waybillExport");
    assertThat(binding.path("members")).hasToString("[\"serviceAccount:" + Setups.SHARED + "\"]");
    assertThat(binding.at("/condition/expression").asString())
        .isEqualTo(
            "resource.name.startsWith(\"projects/_/buckets/acme-audit/objects/waybill/acme/\")");
  }

  @Test
  void anAccountOfTheCustomersHasItToo() {
    GcsSetup setup = Setups.hostile();
    var documents =
        new GcsDocuments(
            new GcsSetup(
                setup.place(),
                Optional.of("acme-audit-1"),
                setup.member(),
                setup.location(),
                setup.creation()));

    assertThat(json(documents.bindings()).at("/0/members/0").asString())
        .isEqualTo("serviceAccount:waybill-export@acme-audit-1.iam.gserviceaccount.com");
  }

  @Test
  void withoutAPathThereIsNoCondition() {
    assertThat(json(new GcsDocuments(Setups.simple()).bindings()).path(0).has("condition"))
        .isFalse();
  }

  @Test
  void withoutAnAccountThereIsNothingToRun() {
    GcsSetup setup = Setups.existing();
    var documents =
        new GcsDocuments(
            new GcsSetup(
                setup.place(),
                setup.project(),
                new Member.Shared(Optional.empty()),
                setup.location(),
                setup.creation()));

    assertThat(documents.script()).isEmpty();
    assertThat(documents.terraform()).isEmpty();
    assertThat(json(documents.bindings()).path(0).has("members")).isFalse();
  }

  @Test
  void aPathIsATextAndNoExpression() {
    assertThat(CelText.quoted("a\") || true || (\"é\\😀"))
        .isEqualTo("\"a\\\") || true || (\\\"\\u00e9\\\\\\U0001f600\"");
  }

  @Test
  void isHcl() throws Exception {
    for (GcsSetup setup : new GcsSetup[] {Setups.existing(), Setups.simple()}) {
      assertThat(new HCLParser().parse(new GcsDocuments(setup).terraform().orElseThrow()))
          .containsKeys("terraform", "variable", "resource");
    }
  }

  @Test
  void refusesWhatGoogleHasNot() {
    assertRefused("project", () -> setup(Optional.of("Acme"), Optional.empty()));
    assertRefused("location", () -> setup(Optional.empty(), Optional.of("a b")));
    assertRefused("accountName", () -> new Member.Own("Waybill"));
    assertRefused("serviceAccount", () -> new Member.Shared(Optional.of("someone@example.com")));
    assertRefused(
        "location",
        () ->
            new GcsSetup(
                Setups.place(""),
                Optional.empty(),
                Member.Own.DEFAULT,
                Optional.empty(),
                Setups.simple().creation()));
  }

  private static GcsSetup setup(Optional<String> project, Optional<String> location) {
    return new GcsSetup(Setups.place(""), project, Member.Own.DEFAULT, location, Optional.empty());
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
