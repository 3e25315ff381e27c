package dev.waybill.stores.s3;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What a store said when it refused.
 *
 * @param code S3's word, or empty if the answer was not one of S3's
 * @param said the store's explanation, cut and freed of control characters; may be empty
 * @param region where the bucket is, if the store told
 * @param header of those that not every store knows, the one that it names, in small letters
 */
record S3Answer(
    int status,
    String code,
    String said,
    Optional<String> region,
    Optional<String> header,
    Optional<Duration> retryAfter) {
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,63}");
  private static final Pattern EXPECTED = Pattern.compile("expecting '([a-z0-9-]{1,63})'");

  /** Of a bucket in a region that has to be enabled. */
  private static final Pattern CONSTRAINT =
      Pattern.compile("The ([a-z]{2}-[a-z0-9-]{1,40}) location constraint");

  private static final Pattern HEADER =
      Pattern.compile("(?i)\\b(if-none-match|content-md5|x-amz-checksum-crc32c)\\b");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final int MOST_CHARACTERS = 300;

  static S3Answer of(AwsServiceException exception) {
    return of(exception, MOST_CHARACTERS);
  }

  /** What was said, cut after that many characters. */
  static S3Answer of(AwsServiceException exception, int mostCharacters) {
    Optional<AwsErrorDetails> details = Optional.ofNullable(exception.awsErrorDetails());
    Optional<SdkHttpResponse> http = details.map(AwsErrorDetails::sdkHttpResponse);
    String message = details.map(AwsErrorDetails::errorMessage).orElse("");
    return new S3Answer(
        exception.statusCode(),
        details.map(AwsErrorDetails::errorCode).orElse(""),
        printable(message, mostCharacters),
        http.flatMap(answer -> answer.firstMatchingHeader(RegionsInBodies.HEADER))
            .filter(region -> REGION.matcher(region).matches())
            .or(() -> firstGroup(EXPECTED, message))
            .or(() -> firstGroup(CONSTRAINT, message)),
        firstGroup(HEADER, message).map(header -> header.toLowerCase(Locale.ROOT)),
        http.flatMap(S3Answer::retryAfter));
  }

  private static Optional<Duration> retryAfter(SdkHttpResponse answer) {
    return answer
        .firstMatchingHeader("Retry-After")
        .map(String::strip)
        .flatMap(
            value ->
                SECONDS.matcher(value).matches()
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                    : answer.firstMatchingHeader("Date").flatMap(now -> between(now, value)));
  }

  /** A date in the answer is relative to the store's clock, which the answer tells too. */
  private static Optional<Duration> between(String now, String then) {
    try {
      Duration duration = Duration.between(httpDate(now), httpDate(then));
      return Optional.of(duration).filter(Duration::isPositive);
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

  private static String printable(String text, int most) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= most ? line : line.substring(0, most) + "...";
  }
}
