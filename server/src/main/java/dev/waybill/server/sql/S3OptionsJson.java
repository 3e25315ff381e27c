package dev.waybill.server.sql;

import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Options;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The options among the fields of a location of S3; what is not asked for is left out. */
final class S3OptionsJson {
  private static final String ENCRYPTION = "encryption";
  private static final String SSE_S3 = "SSE_S3";
  private static final String SSE_KMS = "SSE_KMS";
  private static final String KMS_KEY_ID = "kmsKeyId";
  private static final String BUCKET_KEY = "bucketKey";
  private static final String EXPECTED_BUCKET_OWNER = "expectedBucketOwner";
  private static final String BUCKET_OWNER_FULL_CONTROL = "bucketOwnerFullControl";

  private S3OptionsJson() {}

  static void write(S3Options options, ObjectNode json) {
    switch (options.encryption()) {
      case S3Encryption.BucketDefault() -> {}
      case S3Encryption.S3Managed() -> json.put(ENCRYPTION, SSE_S3);
      case S3Encryption.Kms(String keyId, boolean bucketKey) ->
          json.put(ENCRYPTION, SSE_KMS).put(KMS_KEY_ID, keyId).put(BUCKET_KEY, bucketKey);
    }
    options.expectedBucketOwner().ifPresent(owner -> json.put(EXPECTED_BUCKET_OWNER, owner));
    if (options.bucketOwnerFullControl()) {
      json.put(BUCKET_OWNER_FULL_CONTROL, true);
    }
  }

  static S3Options read(JsonNode json) {
    return new S3Options(
        Json.optionalText(json, ENCRYPTION)
            .map(type -> encryption(type, json))
            .orElseGet(S3Encryption.BucketDefault::new),
        Json.optionalText(json, EXPECTED_BUCKET_OWNER),
        Optional.ofNullable(json.get(BUCKET_OWNER_FULL_CONTROL))
            .map(JsonNode::booleanValue)
            .orElse(false));
  }

  private static S3Encryption encryption(String type, JsonNode json) {
    return switch (type) {
      case SSE_S3 -> new S3Encryption.S3Managed();
      case SSE_KMS ->
          new S3Encryption.Kms(
              json.required(KMS_KEY_ID).stringValue(), json.required(BUCKET_KEY).booleanValue());
      default -> throw new IllegalStateException("unknown type of encryption: " + type);
    };
  }
}
