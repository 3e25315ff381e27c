package dev.waybill.stores.gcs;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Says in Waybill's words why a bucket takes nothing. */
final class GcsRefusals {
  private static final String CREATE = "storage.objects.create";

  private final String bucket;
  private final Holder holder;
  private final Supplier<Optional<String>> ownEmail;

  /**
   * @param ownEmail of the service's own service account, as far as it is known
   */
  GcsRefusals(String bucket, Holder holder, Supplier<Optional<String>> ownEmail) {
    this.bucket = bucket;
    this.holder = holder;
    this.ownEmail = ownEmail;
  }

  Failure failure(GcsAnswer answer) {
    return switch (answer.status()) {
      case 400 -> badRequest(answer);
      case 401 -> tokenRefused();
      case 403 -> forbidden(answer);
      case 404 ->
          customer(
              "NO_SUCH_BUCKET",
              "The bucket '" + bucket + "' does not exist.",
              "Create the bucket '" + bucket + "', or correct its name.");
      case 408 -> capacity(answer, "REQUEST_TIMEOUT", words(answer));
      case 409 -> capacity(answer, "CONFLICT", words(answer));
      case 429, 503 -> throttled(answer);
      case 410 -> capacity(answer, "STORE_ERROR", words(answer));
      default ->
          answer.status() >= 500
              ? capacity(answer, "STORE_ERROR", words(answer))
              : unexpected(answer);
    };
  }

  private Failure badRequest(GcsAnswer answer) {
    String said = answer.said().toLowerCase(Locale.ROOT);
    if (answer.reason().equals("userProjectMissing") || said.contains("requester pays")) {
      return requesterPays();
    }
    if (said.contains("doesn't match calculated") || said.contains("crc32c")) {
      return capacity(answer, "CORRUPTED_ON_THE_WAY", "The object's bytes changed on the way.");
    }
    if (said.contains("invalid bucket name")) {
      return customer(
          "INVALID_BUCKET_NAME",
          "Google does not take '" + bucket + "' as the name of a bucket.",
          "Correct the bucket's name.");
    }
    return isOfKms(answer) ? kms(answer) : unexpected(answer);
  }

  private Failure forbidden(GcsAnswer answer) {
    String said = answer.said().toLowerCase(Locale.ROOT);
    if (answer.reason().equals("vpcServiceControls") || said.contains("vpc service controls")) {
      return customer(
          "NETWORK_DENIED",
          words(answer),
          "Let "
              + account()
              + " in: an ingress rule of the perimeter of VPC Service Controls must"
              + " allow it to create objects, from the addresses of this service.");
    }
    if (said.contains("billing")) {
      return customer(
          "BILLING_DISABLED",
          words(answer),
          "Link a billing account that is open to the bucket's project.");
    }
    if (answer.reason().equals("userProjectMissing") || said.contains("requester pays")) {
      return requesterPays();
    }
    if (answer.reason().toLowerCase(Locale.ROOT).contains("accountdisabled")) {
      return customer("ACCOUNT_DISABLED", words(answer), "Enable the account in Google Cloud.");
    }
    if (answer.reason().toLowerCase(Locale.ROOT).matches(".*ratelimitexceeded|quotaexceeded")) {
      return throttled(answer);
    }
    if (said.contains("insufficient authentication scopes")) {
      return new Failure(
          Fault.OURS,
          Stage.PUT,
          "SERVICE_IDENTITY_REFUSED",
          words(answer),
          "Ask the operator of this service to give its machine the scope devstorage.read_write.");
    }
    return isOfKms(answer) ? kms(answer) : denied(answer);
  }

  private Failure denied(GcsAnswer answer) {
    String permission = answer.permission().orElse(CREATE);
    return customer(
        "ACCESS_DENIED",
        "In bucket '"
            + bucket
            + "', "
            + account()
            + " lacks the permission "
            + permission
            + (answer.said().isEmpty() ? "." : ". Google says: " + answer.said()),
        "Grant a role with "
            + permission
            + " on the bucket: gcloud storage buckets add-iam-policy-binding gs://"
            + bucket
            + " --member=serviceAccount:"
            + email().orElse("<the service account>")
            + " --role=roles/storage.objectCreator. A condition on the role must let the path"
            + " through, and a change takes some minutes.");
  }

  private Failure tokenRefused() {
    return switch (holder) {
      case Holder.OfKey _ ->
          customer(
              "TOKEN_REFUSED",
              "Google does not take the token of " + account() + ".",
              "Nothing, if it happens once: the next attempt gets another one. Else check that the"
                  + " service account is not disabled or deleted.");
      case Holder.Own _ ->
          new Failure(
              Fault.OURS,
              Stage.PUT,
              "TOKEN_REFUSED",
              "Google does not take the token of " + account() + ".",
              "Nothing, if it happens once: the next attempt gets another one. Else ask the"
                  + " operator of this service to check "
                  + GcsSettings.IDENTITY_SETTING
                  + ".");
    };
  }

  private Failure requesterPays() {
    return customer(
        "REQUESTER_PAYS",
        "The bucket '" + bucket + "' lets whoever asks pay, which this service does not.",
        "Switch requester pays off: gcloud storage buckets update gs://"
            + bucket
            + " --no-requester-pays.");
  }

  private static boolean isOfKms(GcsAnswer answer) {
    return answer.reason().toLowerCase(Locale.ROOT).contains("kms")
        || answer.said().toLowerCase(Locale.ROOT).contains("cloud kms");
  }

  private static Failure kms(GcsAnswer answer) {
    return answer.said().toLowerCase(Locale.ROOT).contains("permission")
        ? customer(
            "KMS_DENIED",
            words(answer),
            "Let the Cloud Storage service agent of the bucket's project use the key, with"
                + " roles/cloudkms.cryptoKeyEncrypterDecrypter.")
        : customer(
            "KMS_KEY_REFUSED", words(answer), "Enable the bucket's key, or choose another one.");
  }

  private static Failure unexpected(GcsAnswer answer) {
    return new Failure(
        Fault.OURS,
        Stage.PUT,
        "UNEXPECTED_ANSWER",
        words(answer),
        "Ask the operator of this service to check the setting "
            + GcsSettings.ENDPOINT_SETTING
            + ", and for a proxy in between that changes or answers requests.");
  }

  private Failure throttled(GcsAnswer answer) {
    return new Failure(
        Fault.CAPACITY,
        Stage.PUT,
        "THROTTLED",
        words(answer),
        "Wait: it is tried again by itself. If it goes on, have the quotas of the bucket's project"
            + " looked at.",
        answer.retryAfter());
  }

  private String account() {
    return switch (holder) {
      case Holder.OfKey(var key) -> "the service account " + key.clientEmail();
      case Holder.Own _ ->
          "this service's service account"
              + ownEmail.get().map(address -> " " + address).orElse("");
    };
  }

  private Optional<String> email() {
    return switch (holder) {
      case Holder.OfKey(var key) -> Optional.of(key.clientEmail());
      case Holder.Own _ -> ownEmail.get();
    };
  }

  private static String words(GcsAnswer answer) {
    return "Google answered "
        + answer.status()
        + (answer.reason().isEmpty() ? "" : " " + GcsFailures.inOneLine(answer.reason()))
        + (answer.said().isEmpty() ? "." : ": " + answer.said());
  }

  private static Failure customer(String code, String message, String advice) {
    return new Failure(Fault.CUSTOMER, Stage.PUT, code, message, advice);
  }

  private static Failure capacity(GcsAnswer answer, String code, String message) {
    return new Failure(Fault.CAPACITY, Stage.PUT, code, message, "", answer.retryAfter());
  }
}
