package dev.waybill.stores.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back, whole.
 *
 * @param location of an upload in chunks
 * @param keptBytes how many bytes of such an upload the store has, if it says so
 */
record GcsReply(
    int status,
    String body,
    Optional<String> location,
    OptionalLong keptBytes,
    Optional<Duration> retryAfter) {
  private static final int MOST_BYTES = 256 * 1024;
  private static final Pattern KEPT = Pattern.compile("(?:bytes=)?0-(\\d{1,18})");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

  static GcsReply of(HttpResponse response) throws IOException {
    HttpHeaders headers = response.getHeaders();
    InputStream content = response.getContent();
    String body = content == null ? "" : whole(content);
    return new GcsReply(
        response.getStatusCode(),
        body,
        Optional.ofNullable(headers.getLocation()),
        kept(Optional.ofNullable(headers.getRange())),
        Optional.ofNullable(headers.getRetryAfter())
            .map(String::strip)
            .flatMap(value -> wait(value, Optional.ofNullable(headers.getDate()))));
  }

  /** More of the upload is wanted. */
  boolean isIncomplete() {
    return status == 308;
  }

  /** In an upload, what is not found is the upload, not the bucket. */
  GcsReply inSession() {
    return status == 404 ? new GcsReply(410, body, location, keptBytes, retryAfter) : this;
  }

  boolean isSuccess() {
    return status == 200 || status == 201;
  }

  /** A packed answer may be short on its way, and long here. */
  private static String whole(InputStream content) throws IOException {
    byte[] body = content.readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new IOException("the answer is too long");
    }
    return new String(body, UTF_8);
  }

  private static OptionalLong kept(Optional<String> range) {
    if (range.isEmpty()) {
      return OptionalLong.empty();
    }
    Matcher matcher = KEPT.matcher(range.get().strip());
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)) + 1)
        : OptionalLong.empty();
  }

  private static Optional<Duration> wait(String value, Optional<String> now) {
    return SECONDS.matcher(value).matches()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
        : now.flatMap(date -> between(date, value));
  }

  /** A date in the answer is relative to the store's clock, which the answer tells too. */
  private static Optional<Duration> between(String now, String then) {
    try {
      return Optional.of(Duration.between(httpDate(now), httpDate(then)))
          .filter(Duration::isPositive);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ZonedDateTime httpDate(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
  }
}
