package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** How to authenticate. No form of it shows a secret in its text. */
public sealed interface Credentials {

  /** None are needed: the directory store. */
  record None() implements Credentials {}

  /** An access key of AWS or an S3-compatible store. */
  record AccessKey(String accessKeyId, String secretAccessKey) implements Credentials {
    public AccessKey {
      requireNonNull(accessKeyId, "accessKeyId is null");
      requireNonNull(secretAccessKey, "secretAccessKey is null");
    }

    @Override
    public String toString() {
      return "AccessKey[" + accessKeyId + "]";
    }
  }

  /**
   * A role of the customer's that the service assumes with its own identity; there is no secret.
   *
   * @param externalId that of the storage integration, by which the customer's trust policy knows
   *     on whose behalf the service asks
   */
  record AssumedRole(RoleArn role, UUID externalId) implements Credentials {
    public AssumedRole {
      requireNonNull(role, "role is null");
      requireNonNull(externalId, "externalId is null");
    }
  }
}
