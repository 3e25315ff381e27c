package dev.waybill.stores.s3.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the scripts with an {@code aws} that only notes how it was called. */
class ShellScriptTest {
  private static final String AWS =
      """
      #!/usr/bin/env bash
      { printf '%s\\037' "$@"; printf '\\036'; } >>calls
      if [[ $1 == sts ]]; then echo 111122223333; fi
      [[ $2 != head-bucket ]]
      """;

  @TempDir private Path folder;

  @Test
  void nothingInAPrefixIsRun() throws Exception {
    run(Setups.everything());

    assertThat(folder.resolve("hacked")).doesNotExist();
  }

  @Test
  void createsTheRoleWithThePoliciesAsTheyAreShown() throws Exception {
    var documents = new SetupDocuments(Setups.everything());

    List<List<String>> calls = run(Setups.everything());

    assertThat(json(option(calls, "create-role", "--assume-role-policy-document")))
        .isEqualTo(json(documents.trustPolicy().orElseThrow()));
    assertThat(json(option(calls, "put-role-policy", "--policy-document")))
        .isEqualTo(json(documents.permissionPolicy()));
    assertThat(json(option(calls, "put-bucket-policy", "--policy")).get("Statement"))
        .isEqualTo(json(documents.bucketPolicyStatements()));
  }

  @Test
  void createsTheBucketAsItShouldBe() throws Exception {
    List<List<String>> calls = run(Setups.everything());

    assertThat(option(calls, "create-bucket", "--object-ownership"))
        .isEqualTo("BucketOwnerEnforced");
    assertThat(
            json(option(calls, "put-bucket-encryption", "--server-side-encryption-configuration"))
                .at("/Rules/0/BucketKeyEnabled")
                .asBoolean())
        .isTrue();
    JsonNode rules =
        json(option(calls, "put-bucket-lifecycle-configuration", "--lifecycle-configuration"))
            .get("Rules");
    assertThat(rules.at("/0/AbortIncompleteMultipartUpload/DaysAfterInitiation").asInt()).isOne();
    assertThat(rules.at("/2/Filter/Prefix").asString()).isEqualTo(Setups.HOSTILE + "/events/");
    assertThat(rules.at("/2/Expiration/Days").asInt()).isEqualTo(400);
    assertThat(
            json(option(calls, "put-rule", "--event-pattern"))
                .at("/detail/object/key/0/prefix")
                .asString())
        .isEqualTo(Setups.HOSTILE + "/_waybill/");
  }

  @Test
  void doesNothingToABucketThatIsThereAlready() throws Exception {
    Process bash = start(Setups.newBucket(), AWS.replace("[[ $2 != head-bucket ]]\n", ""));

    assertThat(bash.waitFor()).isOne();
    assertThat(Files.readString(folder.resolve("calls"))).doesNotContain("create");
  }

  @Test
  void leavesThePolicyOfAnExistingBucketAlone() throws Exception {
    List<List<String>> calls = run(Setups.existingBucket());

    assertThat(calls.stream().map(call -> call.get(1)))
        .containsExactly("get-caller-identity", "create-role", "put-role-policy", "wait");
  }

  @Test
  void refusesCredentialsOfAnotherAccount() throws Exception {
    Process bash = start(Setups.existingBucket(), AWS.replace("111122223333", "444455556666"));

    assertThat(bash.waitFor()).isOne();
    assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8))
        .contains("credentials of account 444455556666, not of 111122223333");
  }

  private List<List<String>> run(S3Setup setup) throws Exception {
    Process bash = start(setup, AWS);
    assertThat(bash.waitFor()).as(new String(bash.getInputStream().readAllBytes(), UTF_8)).isZero();
    return Arrays.stream(Files.readString(folder.resolve("calls")).split("\u001e"))
        .map(call -> List.of(call.split("\u001f")))
        .toList();
  }

  private Process start(S3Setup setup, String aws) throws IOException {
    Path program = Files.writeString(folder.resolve("aws"), aws);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path script =
        Files.writeString(
            folder.resolve("setup.sh"), new SetupDocuments(setup).script().orElseThrow());
    var bash = new ProcessBuilder("bash", script.toString()).directory(folder.toFile());
    bash.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    return bash.redirectErrorStream(true).start();
  }

  /** What follows an option in the only call of a command. */
  private static String option(List<List<String>> calls, String command, String name) {
    List<String> call =
        calls.stream().filter(each -> each.get(1).equals(command)).findFirst().orElseThrow();
    return call.get(call.indexOf(name) + 1);
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }
}
