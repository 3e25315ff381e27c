package dev.waybill.stores.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a store said when it refused.
 *
 * @param code Azure's word, or empty if the answer was not one of Azure's
 * @param said the store's explanation, cut and without control characters or signatures; may be
 *     empty
 * @param detail what it adds for those whose authentication failed; never shown, because it quotes
 *     what was signed
 */
record AzureAnswer(
    int status, String code, String said, String detail, Optional<Duration> retryAfter) {
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]*)");
  private static final Pattern DETAIL =
      Pattern.compile("<AuthenticationErrorDetail>([^<]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern REQUEST = Pattern.compile("\\s*RequestId:.*", Pattern.DOTALL);
  private static final Pattern SIGNATURE =
      Pattern.compile("(?i)\\bsig=[^&\\s\"']*|'[A-Za-z0-9+/%]{40,}={0,2}'");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final int MOST_CHARACTERS = 300;

  static AzureAnswer of(BlobStorageException exception) {
    String whole = String.valueOf(exception.getServiceMessage());
    return new AzureAnswer(
        exception.getStatusCode(),
        Optional.ofNullable(exception.getErrorCode()).map(BlobErrorCode::toString).orElse(""),
        said(whole),
        firstGroup(DETAIL, whole).orElse(""),
        Optional.ofNullable(exception.getResponse())
            .map(HttpResponse::getHeaders)
            .flatMap(AzureAnswer::retryAfter));
  }

  /** The words for people, of an answer in XML or in plain text. */
  static String said(String whole) {
    boolean xml = whole.stripLeading().startsWith("<") || whole.startsWith("\uFEFF");
    String words = firstGroup(MESSAGE, whole).orElse(xml ? "" : whole);
    String shown = SIGNATURE.matcher(REQUEST.matcher(words).replaceFirst("")).replaceAll("...");
    return inOneLine(shown);
  }

  /** Without control characters, cut after a few hundred characters. */
  static String inOneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "...";
  }

  boolean is(BlobErrorCode known) {
    return code.equals(known.toString());
  }

  private static Optional<Duration> retryAfter(HttpHeaders headers) {
    return Optional.ofNullable(headers.getValue(HttpHeaderName.RETRY_AFTER))
        .map(String::strip)
        .flatMap(
            value ->
                SECONDS.matcher(value).matches()
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                    : Optional.ofNullable(headers.getValue(HttpHeaderName.DATE))
                        .flatMap(now -> between(now, value)));
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

  private static Optional<String> firstGroup(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
