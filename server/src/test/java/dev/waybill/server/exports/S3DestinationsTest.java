package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class S3DestinationsTest {
  private static final UUID EXTERNAL_ID = new UUID(1, 1);
  private static final String GOOD = "arn:aws:iam::111122223333:role/teams/acme-writer";
  private static final String BAD = "arn:aws:iam::111122223333:role/acme-teams/writer";
  private static final S3Location BEFORE =
      new S3Location("bucket", StoragePath.ROOT, "eu-central-1", Optional.empty(), false);

  private final S3Destinations destinations =
      new S3Destinations(new S3Defaults(Optional.empty(), false), Optional.of("acme-"));

  @Test
  void aRolesOwnNameMustBeginAsTheOperatorDemands() {
    assertThat(destinations.of(target(Optional.of(GOOD)), EXTERNAL_ID).credentials())
        .isEqualTo(new AssumedRole(new RoleArn(GOOD), EXTERNAL_ID));

    InvalidInput refused =
        catchThrowableOfType(
            InvalidInput.class, () -> destinations.of(target(Optional.of(BAD)), EXTERNAL_ID));

    assertThat(refused.field()).isEqualTo("roleArn");
    assertThat(refused.getMessage()).contains("begins with 'acme-'", "'writer'");
  }

  @Test
  void aRoleThatWasGivenBeforeGoesOn() {
    AssumedRole known = new AssumedRole(new RoleArn(BAD), EXTERNAL_ID);

    assertThat(destinations.of(target(Optional.empty()), BEFORE, known).credentials())
        .isEqualTo(known);
    assertThat(destinations.of(target(Optional.of(BAD)), BEFORE, known).credentials())
        .isEqualTo(known);
  }

  @Test
  void aRoleInItsPlaceMustBeginSo() {
    AssumedRole known = new AssumedRole(new RoleArn(GOOD), EXTERNAL_ID);

    InvalidInput refused =
        catchThrowableOfType(
            InvalidInput.class, () -> destinations.of(target(Optional.of(BAD)), BEFORE, known));

    assertThat(refused.field()).isEqualTo("roleArn");
  }

  private static S3RoleTarget target(Optional<String> roleArn) {
    return new S3RoleTarget(SampleParts.BUCKET, roleArn);
  }
}
