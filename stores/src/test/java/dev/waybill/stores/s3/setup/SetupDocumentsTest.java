package dev.waybill.stores.s3.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.stores.setup.GoldenFiles;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetupDocumentsTest {
  private static final Map<String, S3Setup> SETUPS =
      Map.of(
          "hostile", Setups.everything(),
          "existing", Setups.existingBucket(),
          "new", Setups.newBucket());

  @Test
  void areAsTheyWereLookedAt() {
    SETUPS.forEach(
        (name, setup) -> {
          var documents = new SetupDocuments(setup);
          assertGolden(name + ".permission.json", documents.permissionPolicy());
          assertGolden(name + ".bucket.json", documents.bucketPolicyStatements());
          assertGolden(name + ".trust.json", documents.trustPolicy().orElseThrow());
          assertGolden(name + ".sh", documents.script().orElseThrow());
          assertGolden(name + ".yaml", documents.cloudFormation().orElseThrow());
          assertGolden(name + ".tf", documents.terraform().orElseThrow());
        });
  }

  @Test
  void withoutTrustThereIsNothingToRun() {
    S3Setup known = Setups.existingBucket();
    var documents =
        new SetupDocuments(
            new S3Setup(
                known.folder(),
                known.region(),
                known.key(),
                known.role(),
                known.account(),
                Optional.empty(),
                known.options(),
                known.creation()));

    assertThat(documents.trustPolicy()).isEmpty();
    assertThat(documents.script()).isEmpty();
    assertThat(documents.cloudFormation()).isEmpty();
    assertThat(documents.terraform()).isEmpty();
    assertThat(documents.permissionPolicy()).contains("s3:PutObject");
  }

  private static void assertGolden(String name, String text) {
    assertThat(text).as(name).isEqualTo(GoldenFiles.read(name, text));
  }
}
