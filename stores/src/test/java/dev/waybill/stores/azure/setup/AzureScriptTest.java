package dev.waybill.stores.azure.setup;

import static dev.waybill.stores.setup.StandIn.Ran.option;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.stores.setup.Hostile;
import dev.waybill.stores.setup.StandIn;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the scripts with an {@code az} that only notes how it was called. */
class AzureScriptTest {
  private static final String ANSWERS =
      """
      case "$1 $2 $3" in
        "account show --query") echo %s ;;
        "storage account show") echo %s ;;
        "storage container-rm exists") echo false ;;
        "storage container generate-sas") echo 'sv=1&sig=2' ;;
        "ad sp show") [[ $5 == --query || $6 == id || -e created ]] && echo 77777777-0000-4000-8000-000000000000 ;;
        "ad sp create") touch created ;;
      esac
      """
          .formatted(Setups.DIRECTORY, Setups.ACCOUNT);

  private static final StandIn AZ = new StandIn("az", ANSWERS);

  @TempDir private Path folder;

  @Test
  void nothingInAPathIsRun() throws Exception {
    assertThat(run(entra(Setups.hostile())).exitCode()).isZero();
    assertThat(run(Setups.sas(Setups.hostile()).script()).exitCode()).isZero();

    assertThat(folder.resolve("hacked")).doesNotExist();
  }

  @Test
  void givesTheApplicationTheRoleThatIsShown() throws Exception {
    EntraDocuments documents = Setups.entra(Setups.existing());

    StandIn.Ran ran = run(documents.script().orElseThrow());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(option(ran.call("ad", "sp", "create"), "--id"))
        .isEqualTo(Setups.APPLICATION.value());
    assertThat(json(option(ran.call("role", "definition", "create"), "--role-definition")))
        .isEqualTo(json(documents.roleDefinition()));
    var assignment = ran.call("role", "assignment", "create");
    JsonNode shown = json(documents.roleAssignment());
    assertThat(option(assignment, "--scope")).isEqualTo(shown.path("scope").asString());
    assertThat(option(assignment, "--condition")).isEqualTo(shown.path("condition").asString());
    assertThat(option(assignment, "--assignee-object-id"))
        .isEqualTo("77777777-0000-4000-8000-000000000000");
    assertThat(ran.calls()).noneMatch(call -> call.contains("container-rm"));
  }

  @Test
  void takesAnApplicationAndARoleThatAreThereAlready() throws Exception {
    StandIn az =
        new StandIn(
            "az",
            "touch created\n[[ $2 == definition ]] && echo 'Waybill export to acmeaudit'\n"
                + ANSWERS);

    StandIn.Ran ran = az.run(entra(Setups.existing()), folder);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.calls()).noneMatch(call -> call.contains("sp") && call.contains("create"));
    assertThat(ran.calls())
        .noneMatch(call -> call.contains("definition") && call.contains("create"));
    assertThat(ran.call("role", "assignment", "create")).isNotEmpty();
  }

  @Test
  void refusesASubscriptionOfAnotherDirectory() throws Exception {
    StandIn az = new StandIn("az", ANSWERS.replace(Setups.DIRECTORY.id(), "another"));

    StandIn.Ran ran = az.run(entra(Setups.existing()), folder);

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err()).contains("directory another, not of " + Setups.DIRECTORY);
    assertThat(ran.calls()).hasSize(1);
  }

  @Test
  void doesNothingToAContainerThatIsThereAlready() throws Exception {
    StandIn az = new StandIn("az", ANSWERS.replace("echo false", "echo true"));

    StandIn.Ran ran = az.run(entra(Setups.simple()), folder);

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.err()).contains("The container audit exists");
    assertThat(ran.calls()).noneMatch(call -> call.contains("create"));
  }

  @Test
  void printsNothingButTheToken() throws Exception {
    StandIn.Ran ran = run(Setups.sas(Setups.hostile()).script());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("sv=1&sig=2\n");
    var call = ran.call("storage", "container", "generate-sas");
    assertThat(option(call, "--permissions")).isEqualTo("cw");
    assertThat(option(call, "--name")).isEqualTo("audit");
    assertThat(option(call, "--expiry")).matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ");
    assertThat(call).contains("--https-only");
    assertThat(ran.err()).contains("daysAfterCreationGreaterThan");
  }

  @Test
  void showsTheRuleByWhichEventsExpireAndReplacesNoPolicy() throws Exception {
    StandIn.Ran ran = run(Setups.sas(Setups.hostile()).script());

    assertThat(ran.calls()).noneMatch(call -> call.contains("management-policy"));
    String err = ran.err();
    JsonNode rule = json(err.substring(err.indexOf('{'), err.lastIndexOf('}') + 1));
    assertThat(rule.at("/definition/filters/prefixMatch/0").asString())
        .isEqualTo("audit/" + Hostile.PATH + "/events/");
  }

  private StandIn.Ran run(String script) throws Exception {
    return AZ.run(script, folder);
  }

  private static String entra(AzureSetup setup) {
    return Setups.entra(setup).script().orElseThrow();
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }
}
