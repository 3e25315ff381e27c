package dev.waybill.stores.gcs;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import dev.waybill.verify.UnreachableException;
import java.io.IOException;
import java.util.Optional;

/** Says in one line what the store, or the way to it, said and what to do about it. */
final class GcsFailures {
  private static final int MOST_WORDS = 300;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

  private GcsFailures() {}

  /**
   * @param what could not be done, such as {@code be listed}
   */
  static IOException unreadable(GcsFolder folder, String what, IOException e) {
    String said =
        switch (e) {
          case HttpResponseException answer ->
              "status "
                  + answer.getStatusCode()
                  + ": "
                  + words(answer)
                  + advice(answer.getStatusCode());
          default -> inOneLine(String.valueOf(e.getMessage()));
        };
    String message = folder + " cannot " + what + ": " + said;
    return e instanceof HttpResponseException answer && !isOfAll(answer)
        ? new IOException(message, e)
        : new UnreachableException(message, e);
  }

  /** The object is not there, but its bucket is. */
  static boolean isMissingObject(HttpResponseException e) {
    return e.getStatusCode() == NOT_FOUND && !isOfAll(e);
  }

  /** What every other request would be answered, too. */
  private static boolean isOfAll(HttpResponseException e) {
    return e.getStatusCode() == UNAUTHORIZED || words(e).contains("bucket does not exist");
  }

  static String inOneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS) + "...";
  }

  private static String words(HttpResponseException e) {
    Optional<String> explained =
        e instanceof GoogleJsonResponseException answer
            ? Optional.ofNullable(answer.getDetails()).map(GoogleJsonError::getMessage)
            : Optional.empty();
    return inOneLine(
        explained
            .or(() -> Optional.ofNullable(e.getContent()))
            .or(() -> Optional.ofNullable(e.getStatusMessage()))
            .orElse("no explanation"));
  }

  private static String advice(int status) {
    return switch (status) {
      case UNAUTHORIZED -> " Log in again: gcloud auth application-default login.";
      case 403 -> " Reading needs the role roles/storage.objectViewer on the bucket.";
      case NOT_FOUND -> " Check the name of the bucket.";
      default -> "";
    };
  }
}
