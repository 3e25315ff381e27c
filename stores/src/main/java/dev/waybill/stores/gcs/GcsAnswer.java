package dev.waybill.stores.gcs;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonErrorContainer;
import com.google.api.client.json.gson.GsonFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the store said when it refused.
 *
 * @param reason Google's word, or empty if the answer was not one of Google's
 * @param said its explanation, in one line; may be empty
 * @param permission the one that is missing, if it names one
 */
record GcsAnswer(
    int status,
    String reason,
    String said,
    Optional<String> permission,
    Optional<Duration> retryAfter) {
  private static final Pattern PERMISSION =
      Pattern.compile("\\bstorage\\.[a-zA-Z]+\\.[a-zA-Z]+\\b");

  static GcsAnswer of(GcsReply reply) {
    Optional<GoogleJsonError> error = error(reply.body());
    String said =
        GcsFailures.inOneLine(
            error
                .flatMap(known -> Optional.ofNullable(known.getMessage()))
                .orElseGet(() -> plain(reply.body())));
    Matcher permission = PERMISSION.matcher(said);
    return new GcsAnswer(
        reply.status(),
        error.map(GcsAnswer::reason).orElse(""),
        said,
        permission.find() ? Optional.of(permission.group()) : Optional.empty(),
        reply.retryAfter());
  }

  private static Optional<GoogleJsonError> error(String body) {
    try {
      return Optional.ofNullable(
              GsonFactory.getDefaultInstance().fromString(body, GoogleJsonErrorContainer.class))
          .flatMap(container -> Optional.ofNullable(container.getError()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Google's parser throws both at what is no such answer
    }
  }

  private static String reason(GoogleJsonError error) {
    return Optional.ofNullable(error.getErrors()).orElse(List.of()).stream()
        .flatMap(info -> Optional.ofNullable(info.getReason()).stream())
        .findFirst()
        .orElse("");
  }

  /** Pages for people are not repeated. */
  private static String plain(String text) {
    return text.stripLeading().startsWith("<") ? "" : text;
  }
}
