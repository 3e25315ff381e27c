package dev.waybill.stores.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in one line why AWS KMS did not do what it was asked, and what to do. */
final class KmsRefusals {
  private static final int LONGEST = 500;
  private static final String NO_CREDENTIALS = "Unable to load credentials";

  private final KmsKeyName key;
  private final KmsSettings settings;

  KmsRefusals(KmsKeyName key, KmsSettings settings) {
    this.key = key;
    this.settings = settings;
  }

  String explain(SdkException failure) {
    if (failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
      return answered(
          String.valueOf(answer.awsErrorDetails().errorCode()),
          oneLine(answer.awsErrorDetails().errorMessage()));
    }
    if (String.valueOf(failure.getMessage()).startsWith(NO_CREDENTIALS)) {
      return "this service has no AWS identity with which it could use the KMS key %s: give its machine or container an IAM role, or set storage.sts-access-key-id."
          .formatted(key);
    }
    String how =
        failure instanceof ApiCallTimeoutException
            ? "gave no answer within %d s".formatted(settings.timeout().toSeconds())
            : "cannot be reached";
    return "AWS KMS %s %s: check the network, secrets.kms-endpoint and storage.proxy, then start again."
        .formatted(place(), how);
  }

  static String encryptedByAnother(KmsKeyName key) {
    return "it was not encrypted with the KMS key %s, or was altered: put the right key file back, or correct the setting."
        .formatted(key);
  }

  private String answered(String code, String said) {
    return switch (code) {
      case "AccessDeniedException", "AccessDenied" ->
          "AWS KMS denies this service the key %s: allow it kms:Encrypt and kms:Decrypt there (KMS says: %s)."
              .formatted(key, said);
      case "DisabledException", "KMSInvalidStateException", "KmsInvalidStateException" ->
          "the KMS key %s is disabled or is to be deleted: enable it, or cancel its deletion."
              .formatted(key);
      case "NotFoundException" ->
          "AWS KMS %s has no key %s: correct the setting.".formatted(place(), key);
      case "InvalidCiphertextException", "IncorrectKeyException" -> encryptedByAnother(key);
      case "InvalidKeyUsageException" ->
          "the KMS key %s cannot encrypt: give a symmetric key for ENCRYPT_DECRYPT.".formatted(key);
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "ExpiredTokenException",
          "IncompleteSignature",
          "MissingAuthenticationToken" ->
          "AWS KMS %s does not accept this service's AWS identity: check its credentials and the clock of this machine."
              .formatted(place());
      case "ThrottlingException",
          "LimitExceededException",
          "DependencyTimeoutException",
          "KeyUnavailableException",
          "KMSInternalException",
          "InternalFailure",
          "ServiceUnavailable" ->
          "AWS KMS %s cannot do it now (%s): try again in a minute.".formatted(place(), code);
      default -> "AWS KMS %s refuses it: %s (%s).".formatted(place(), said, oneLine(code));
    };
  }

  private String place() {
    return settings
        .endpoint()
        .map(endpoint -> "at " + endpoint.getAuthority())
        .orElseGet(() -> "in " + key.region());
  }

  private static String oneLine(@Nullable String text) {
    String line = String.valueOf(text).replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
