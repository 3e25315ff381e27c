package dev.waybill.stores.gcs.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.stores.setup.Hostile;
import dev.waybill.stores.setup.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the scripts with a {@code gcloud} that only notes how it was called, and keeps the files
 * that it was given.
 */
class GcsScriptTest {
  private static final String KEEP =
      """
      for argument in "$@"; do
        case $argument in
          --condition-from-file=*) cp "${argument#*=}" condition.json ;;
          --lifecycle-file=*) cp "${argument#*=}" lifecycle.json ;;
        esac
      done
      """;

  /** Nothing is there yet. */
  private static final StandIn NEW =
      new StandIn(
          "gcloud",
          KEEP
              + """
              [[ $* == 'config get-value project' ]] && echo acme-audit-1
              [[ $* != *describe* ]]
              """);

  /** All is there. */
  private static final StandIn EXISTING =
      new StandIn("gcloud", KEEP + "[[ $* == *--format=value\\(uniform* ]] && echo True || true\n");

  @TempDir private Path folder;

  @Test
  void nothingInAPathIsRun() throws Exception {
    StandIn.Ran ran = NEW.run(script(Setups.hostile()), folder);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(folder.resolve("hacked")).doesNotExist();
    assertThat(json("condition.json").path("expression").asString())
        .isEqualTo(
            "resource.name.startsWith("
                + CelText.quoted("projects/_/buckets/acme-audit/objects/" + Hostile.PATH + "/")
                + ")");
  }

  @Test
  void createsTheBucketTheAccountTheRoleAndTheKey() throws Exception {
    StandIn.Ran ran = NEW.run(script(Setups.hostile()), folder);

    assertThat(ran.call("storage", "buckets", "create"))
        .contains(
            "gs://acme-audit",
            "--project=acme-audit-1",
            "--location=europe-west3",
            "--uniform-bucket-level-access",
            "--public-access-prevention");
    assertThat(ran.call("storage", "buckets", "update")).contains("--versioning");
    JsonNode rules = json("lifecycle.json").path("rule");
    assertThat(rules.at("/0/condition/daysSinceNoncurrentTime").asInt()).isEqualTo(30);
    assertThat(rules.at("/1/condition/age").asInt()).isEqualTo(400);
    assertThat(rules.at("/1/condition/matchesPrefix/0").asString())
        .isEqualTo(Hostile.PATH + "/events/");
    assertThat(ran.call("iam", "roles", "create"))
        .contains("waybillExport", "--permissions=storage.objects.create");
    assertThat(ran.call("iam", "service-accounts", "create")).contains("waybill-export");
    assertThat(ran.call("storage", "buckets", "add-iam-policy-binding"))
        .contains(
            "--member=serviceAccount:waybill-export@acme-audit-1.iam.gserviceaccount.com",
            "--role=projects/acme-audit-1/roles/waybillExport");
    assertThat(ran.call("iam", "service-accounts", "keys"))
        .contains("--iam-account=waybill-export@acme-audit-1.iam.gserviceaccount.com");
  }

  @Test
  void letsTheServicesOwnAccountIntoABucketThatExists() throws Exception {
    StandIn.Ran ran = EXISTING.run(script(Setups.existing()), folder);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.call("storage", "buckets", "add-iam-policy-binding"))
        .contains("--member=serviceAccount:" + Setups.SHARED);
    assertThat(ran.calls()).noneMatch(call -> call.contains("create") || call.contains("update"));
    assertThat(ran.calls()).noneMatch(call -> call.contains("service-accounts"));
  }

  @Test
  void refusesAPathInABucketThatDoesNotLookAtConditions() throws Exception {
    StandIn.Ran ran = new StandIn("gcloud", KEEP).run(script(Setups.existing()), folder);

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err()).contains("no uniform bucket-level access");
    assertThat(ran.calls()).hasSize(1);
  }

  @Test
  void doesNothingToABucketThatIsThereAlready() throws Exception {
    StandIn.Ran ran =
        new StandIn("gcloud", "[[ $1 == config ]] && echo acme-audit-1 || true\n")
            .run(script(Setups.simple()), folder);

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err()).contains("The bucket acme-audit exists");
    assertThat(ran.calls()).noneMatch(call -> call.contains("create"));
  }

  @Test
  void withoutAPathTheRoleHoldsInTheWholeBucket() throws Exception {
    StandIn.Ran ran = NEW.run(script(Setups.simple()), folder);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.call("storage", "buckets", "add-iam-policy-binding"))
        .contains("--condition=None");
  }

  private static String script(GcsSetup setup) {
    return new GcsDocuments(setup).script().orElseThrow();
  }

  private JsonNode json(String file) throws Exception {
    return new JsonMapper().readTree(Files.readString(folder.resolve(file)));
  }
}
