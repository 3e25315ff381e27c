package dev.waybill.stores.azure;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.azure.AzureContainer.Action;
import java.util.Set;

/** What a store's error answers mean. */
final class PutAnswers {
  /** Who is asking, as far as it decides why the store refuses. */
  interface Asker {
    /** Why a request was refused with 401 or 403. */
    Failure denied(AzureAnswer answer, Action action);
  }

  /**
   * Only what is there can be overwritten, protected, leased, archived, or of another kind. With a
   * signature that may only create, Azure says so before it looks at the condition.
   */
  private static final Set<String> TAKEN =
      Set.of(
          "BlobAlreadyExists",
          "BlobArchived",
          "BlobBeingRehydrated",
          "BlobImmutableDueToPolicy",
          "InvalidBlobType",
          "LeaseIdMissing",
          "PendingCopyOperation",
          "UnauthorizedBlobOverwrite");

  private static final int REQUEST_TIMEOUT = 408;

  private final AzureLocation location;
  private final Asker asker;

  PutAnswers(AzureLocation location, Asker asker) {
    this.location = location;
    this.asker = asker;
  }

  PutOutcome outcome(AzureAnswer answer, Action action) {
    boolean conditional = action != Action.STAGE;
    if (TAKEN.contains(answer.code()) || (conditional && answer.status() == 412)) {
      return new PutOutcome.AlreadyThere();
    }
    Failure failure = failure(answer, action);
    return leavesDoubt(answer) ? new PutOutcome.Unknown(failure) : new PutOutcome.Refused(failure);
  }

  private static boolean leavesDoubt(AzureAnswer answer) {
    // The blocks are gone: committed by a request whose answer got lost, or cleaned away.
    return answer.code().equals("InvalidBlockList")
        || answer.status() == REQUEST_TIMEOUT
        || answer.status() >= 500;
  }

  private Failure failure(AzureAnswer answer, Action action) {
    return switch (answer.code()) {
      case "ContainerNotFound", "FilesystemNotFound", "ResourceNotFound" ->
          customer(
              "NO_SUCH_CONTAINER",
              "The container '"
                  + location.container()
                  + "' does not exist in the storage account '"
                  + location.account()
                  + "'.",
              "Create the container (file system) '"
                  + location.container()
                  + "', or correct its name.");
      case "ContainerBeingDeleted" ->
          customer(
              "CONTAINER_BEING_DELETED",
              "The container '" + location.container() + "' is being deleted.",
              "Wait until it is gone, create it anew, or name another container.");
      case "ContainerDisabled", "AccountIsDisabled" ->
          customer(
              "ACCOUNT_DISABLED",
              "The storage account '"
                  + location.account()
                  + "' or its container is disabled ("
                  + answer.code()
                  + ").",
              "Have the Azure subscription of the account enabled again.");
      case "ServerBusy", "TooManyRequests" -> throttled(answer, "The store asks to slow down.");
      case "BlockCountExceedsLimit", "RequestEntityTooLargeBlockCountExceedsLimit" ->
          new Failure(
              Fault.CAPACITY,
              Stage.PUT,
              "TOO_MANY_STAGED_BLOCKS",
              "Uploads of the same object that were given up left as many blocks as Azure keeps.",
              "Wait: it is tried again by itself, and Azure removes them a week after the last one"
                  + " came.",
              answer.retryAfter());
      case "InvalidBlockList" ->
          capacity(answer, "CONFLICT", "The store is busy with another upload of the same object.");
      case "Md5Mismatch", "Crc64Mismatch" ->
          capacity(answer, "CORRUPTED_ON_THE_WAY", "The object's bytes changed on the way.");
      default ->
          answer.code().startsWith("KeyVault") ? encryptionKey(answer) : other(answer, action);
    };
  }

  private Failure encryptionKey(AzureAnswer answer) {
    return customer(
        "ENCRYPTION_KEY_REFUSED",
        "The storage account '"
            + location.account()
            + "' cannot use the key with which it encrypts ("
            + answer.code()
            + ").",
        "Give the account's identity access to its key in Azure Key Vault again.");
  }

  private Failure other(AzureAnswer answer, Action action) {
    String words =
        "The store answered "
            + answer.status()
            + (answer.code().isEmpty() ? "" : " " + answer.code())
            + (answer.said().isEmpty() ? "." : ": " + answer.said());
    return switch (answer.status()) {
      case 401, 403 -> asker.denied(answer, action);
      case 429, 503 -> throttled(answer, words);
      default ->
          leavesDoubt(answer)
              ? capacity(answer, "STORE_ERROR", words)
              : customer(
                  "UNEXPECTED_ANSWER",
                  words,
                  "Check that account and container are those of Azure's Blob service, and that"
                      + " nothing in between answers in its place.");
    };
  }

  static Failure customer(String code, String message, String advice) {
    return new Failure(Fault.CUSTOMER, Stage.PUT, code, message, advice);
  }

  private static Failure throttled(AzureAnswer answer, String message) {
    return new Failure(
        Fault.CAPACITY,
        Stage.PUT,
        "THROTTLED",
        message,
        "Wait: it is tried again by itself. If it goes on, give this export a storage account of"
            + " its own, or have the account's limits raised.",
        answer.retryAfter());
  }

  private static Failure capacity(AzureAnswer answer, String code, String message) {
    return new Failure(Fault.CAPACITY, Stage.PUT, code, message, "", answer.retryAfter());
  }
}
