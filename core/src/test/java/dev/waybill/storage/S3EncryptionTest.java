package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3EncryptionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws-eusc:kms:eusc-de-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        "arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/audit/events",
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "mrk-1234abcd12ab34cd56ef1234567890ab",
        "key-of-another-store",
        "alias/audit",
      })
  void takesTheNamesOfKeys(String keyId) {
    assertThat(new S3Encryption.Kms(keyId, true).keyId()).isEqualTo(keyId);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:eu-central-1:111122223333:1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:eu-central-1:111122223333:key/alias/audit",
        "arn:aws:kms:eu-central-1::key/1234abcd",
        "arn:aws:s3:::bucket",
        "alias/",
        "alias/a b",
        "",
      })
  void refusesWhatKmsWouldRefuseAtThePut(String keyId) {
    InvalidInput refusal =
        catchThrowableOfType(InvalidInput.class, () -> new S3Encryption.Kms(keyId, true));

    assertThat(refusal.field()).isEqualTo("kmsKeyId");
    assertThat(refusal).hasMessageContaining("key/<id>").hasMessageContaining("alias/<name>");
  }
}
