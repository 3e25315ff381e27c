package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.s3.KmsKeyName;
import java.net.URI;
import java.util.Optional;

/** What protects the key that encrypts stored secrets. */
public record SecretsSettings(
    @Setting(
            about =
                "The ARN of the AWS KMS key or alias that encrypts the key file, as the identity of"
                    + " storage.sts-access-key-id. Absent, the file's permissions protect it.")
        Optional<String> kmsKey,
    @Setting(
            about =
                "What encrypts the key file still, if secrets.kms-key is another one, or none, from"
                    + " the next start on. To be removed after that start.")
        Optional<String> kmsKeyBefore,
    @Setting(
            about =
                "Where KMS is asked, as a URL: a VPC endpoint, say. Absent, AWS's own in the region of"
                    + " the key.")
        Optional<URI> kmsEndpoint) {
  public SecretsSettings {
    require(kmsKey, "kms-key");
    require(kmsKeyBefore, "kms-key-before");
  }

  private static void require(Optional<String> key, String field) {
    try {
      key.ifPresent(KmsKeyName::new);
    } catch (InvalidInput e) {
      throw new InvalidInput(field, String.valueOf(e.getMessage()));
    }
  }
}
