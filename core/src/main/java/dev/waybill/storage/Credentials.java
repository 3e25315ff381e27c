package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

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
}
