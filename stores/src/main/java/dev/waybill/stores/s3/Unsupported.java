package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a store does not know of a put. A connection test finds out how such a store takes objects;
 * AWS itself, which knows all of it, is not asked for less.
 */
final class Unsupported {
  private static final String NOT_IMPLEMENTED = "NotImplemented";

  /** A store that wants more than it was sent names the same headers, too. */
  private static final Pattern DEMAND = Pattern.compile("(?i)\\b(required|missing|must)\\b");

  private Unsupported() {}

  /** Empty if the answer is about something else. */
  static Optional<Failure> of(S3Answer answer) {
    if (answer.header().isPresent() && !DEMAND.matcher(answer.said()).find()) {
      return header(answer, answer.header().get());
    }
    return answer.code().equals(NOT_IMPLEMENTED)
        ? Optional.of(
            failure(
                "NOT_SUPPORTED",
                "The store does not support a part of the request that puts an object"
                    + said(answer),
                "Test the connection; if that fails, too, use a store that supports conditional"
                    + " writes (If-None-Match)."))
        : Optional.empty();
  }

  private static Optional<Failure> header(S3Answer answer, String header) {
    return switch (header) {
      case "if-none-match" ->
          Optional.of(
              failure(
                  "CONDITION_NOT_SUPPORTED",
                  "The store does not support puts that create an object only if its name is free"
                      + " (If-None-Match).",
                  "Test the connection; if that fails, too, use a store that supports conditional"
                      + " writes."));
      case "content-md5", "x-amz-checksum-crc32c" ->
          Optional.of(
              failure(
                  "CHECKSUM_NOT_SUPPORTED",
                  "The store does not support the checksum with which objects are put ("
                      + header
                      + ")"
                      + said(answer),
                  "Test the connection; if that fails, too, use another store."));
      default -> Optional.empty();
    };
  }

  private static String said(S3Answer answer) {
    return answer.said().isEmpty() ? "." : ". It says: " + answer.said();
  }

  private static Failure failure(String code, String message, String advice) {
    return new Failure(Fault.CUSTOMER, Stage.PUT, code, message, advice);
  }
}
