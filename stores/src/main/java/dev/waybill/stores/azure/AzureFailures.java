package dev.waybill.stores.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import dev.waybill.verify.UnreachableException;
import java.io.IOException;

/** Says in one line what the store, or the way to it, said and what to do about it. */
final class AzureFailures {
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

  private AzureFailures() {}

  /**
   * @param what could not be done, such as {@code be listed}
   */
  static IOException unreadable(AzureFolder folder, String what, Exception e) {
    Throwable cause = cause(e);
    String said =
        switch (cause) {
          case BlobStorageException answer -> words(AzureAnswer.of(answer)) + advice(answer);
          case ClientAuthenticationException refused ->
              "No Azure credentials work: run 'az login', or set AZURE_STORAGE_SAS_TOKEN,"
                  + " AZURE_STORAGE_KEY or AZURE_STORAGE_CONNECTION_STRING. "
                  + AzureAnswer.inOneLine(String.valueOf(refused.getMessage()));
          case Throwable other -> AzureAnswer.inOneLine(String.valueOf(other.getMessage()));
        };
    String message = folder + " cannot " + what + ": " + said;
    return cause instanceof BlobStorageException answer && !isOfAll(answer)
        ? new IOException(message, e)
        : new UnreachableException(message, e);
  }

  /** What every other request would be answered, too. */
  private static boolean isOfAll(BlobStorageException e) {
    return e.getStatusCode() == UNAUTHORIZED
        || BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode());
  }

  /** The blob is not there, but its container is. */
  static boolean isMissingBlob(BlobStorageException e) {
    return e.getStatusCode() == NOT_FOUND
        && !BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode());
  }

  /** The client wraps what happened below it, sometimes more than once, in words of its own. */
  private static Throwable cause(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof BlobStorageException || at instanceof ClientAuthenticationException) {
        return at;
      }
    }
    return reason(e);
  }

  private static Throwable reason(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null ? e : reason(cause);
  }

  private static String words(AzureAnswer answer) {
    String code = answer.code().isEmpty() ? "Refused" : answer.code();
    return code + " (status " + answer.status() + ") " + answer.said();
  }

  private static String advice(BlobStorageException e) {
    return switch (e.getStatusCode()) {
      case UNAUTHORIZED, 403 ->
          " Reading needs the role Storage Blob Data Reader, the account's key, or a SAS token that"
              + " is valid now and allows to read and list.";
      case NOT_FOUND -> " Check the names of the account and the container.";
      default -> "";
    };
  }
}
