package dev.waybill.server.portal.destinations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.exports.AzureSasTarget;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.DirectoryTarget;
import dev.waybill.server.exports.GcsKeyTarget;
import dev.waybill.server.exports.S3RoleTarget;
import dev.waybill.server.exports.S3Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DestinationFormTest {
  private static final SentForm S3 =
      new SentForm(
          Map.of(
              "bucket", " lake ",
              "path", "",
              "region", "us-east-1",
              "kmsKeyArn", "",
              "accessKeyId", "AK",
              "secretAccessKey", "hush",
              "roleArn", "arn:aws:iam::111122223333:role/r"));

  @Test
  void theTargetHasWhatWasPutIn() {
    var target = (S3Target) form(DestinationKind.S3_ACCESS_KEY).target(S3);

    assertThat(target.place().bucket()).contains("lake");
    assertThat(target.place().region()).contains("us-east-1");
    assertThat(target.place().endpoint()).isEmpty();
    assertThat(target.place().options().kmsKeyId()).isEmpty();
    assertThat(target.secretAccessKey()).contains("hush");
    assertThat(((S3RoleTarget) form(DestinationKind.S3_ASSUMED_ROLE).target(S3)).roleArn())
        .contains("arn:aws:iam::111122223333:role/r");
  }

  @Test
  void aFolderThatIsEmptiedIsNotOneThatIsLeftOut() {
    var emptied = (S3Target) form(DestinationKind.S3_ACCESS_KEY).target(S3);
    var leftOut =
        (S3Target)
            form(DestinationKind.S3_ACCESS_KEY).target(new SentForm(Map.of("bucket", "lake")));

    assertThat(emptied.place().path()).contains("");
    assertThat(leftOut.place().path()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DestinationKind.class)
  void eachKindMakesItsOwnTarget(DestinationKind kind) {
    assertThat(form(kind).target(S3).kind()).isEqualTo(kind);
  }

  @Test
  void tokensAndKeysAreTakenFromTheirFields() {
    var sent = new SentForm(Map.of("sasToken", "sv=1", "serviceAccountKey", "{}", "root", "/a"));

    assertThat(((AzureSasTarget) form(DestinationKind.ADLS_SAS_TOKEN).target(sent)).sasToken())
        .contains("sv=1");
    assertThat(
            ((GcsKeyTarget) form(DestinationKind.GCS_SERVICE_ACCOUNT_KEY).target(sent))
                .serviceAccountKey())
        .contains("{}");
    assertThat(((DirectoryTarget) form(DestinationKind.DIRECTORY).target(sent)).root())
        .contains("/a");
  }

  @ParameterizedTest
  @EnumSource(DestinationKind.class)
  void secretsAreNotShownAgain(DestinationKind kind) {
    var sent =
        new SentForm(
            Map.of("secretAccessKey", "hush", "sasToken", "hush", "serviceAccountKey", "hush"));

    assertThat(form(kind).access(sent, Optional.empty()).toString()).doesNotContain("hush");
    assertThat(form(kind).change(name -> "hush", Optional.empty()))
        .filteredOn(ShownField::secret)
        .allSatisfy(field -> assertThat(field.value()).isEmpty());
    assertThat(sent.toString()).doesNotContain("hush");
  }

  @Test
  void aComplaintStandsAtItsField() {
    var problem = new InvalidInput("kmsKeyId", "No key.");

    assertThat(form(DestinationKind.S3_ACCESS_KEY).place(S3, Optional.of(problem)))
        .filteredOn(field -> !field.error().isEmpty())
        .extracting(ShownField::name, ShownField::error)
        .containsExactly(tuple("kmsKeyArn", "No key."));
    assertThat(form(DestinationKind.DIRECTORY).shows(problem)).isFalse();
  }

  @Test
  void aSecretThatIsKeptNeedNotBePutInAgain() {
    assertThat(form(DestinationKind.S3_ACCESS_KEY).change(name -> "", Optional.empty()))
        .filteredOn(ShownField::secret)
        .extracting(ShownField::required)
        .containsExactly(false);
  }

  private static DestinationForm form(DestinationKind kind) {
    return new DestinationForm(kind, List.of("/a"));
  }
}
