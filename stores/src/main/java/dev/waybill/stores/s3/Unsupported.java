package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.S3Location;
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

  private final S3Location location;

  Unsupported(S3Location location) {
    this.location = location;
  }

  /** Empty if the answer is about something else. */
  Optional<Failure> failure(S3Answer answer) {
    if (answer.header().isPresent() && !DEMAND.matcher(answer.said()).find()) {
      return header(answer, answer.header().get());
    }
    return answer.code().equals(NOT_IMPLEMENTED)
        ? Optional.of(
            failure(
                "NOT_SUPPORTED",
                "The store does not support a part of the request that puts an object"
                    + said(answer),
                "a store that supports conditional writes (If-None-Match)"))
        : Optional.empty();
  }

  private Optional<Failure> header(S3Answer answer, String header) {
    return switch (header) {
      case "if-none-match" ->
          Optional.of(
              failure(
                  "CONDITION_NOT_SUPPORTED",
                  "The store does not support puts that create an object only if its name is free"
                      + " (If-None-Match).",
                  "a store that supports conditional writes"));
      case "content-md5", "x-amz-checksum-crc32c" ->
          Optional.of(
              failure(
                  "CHECKSUM_NOT_SUPPORTED",
                  "The store does not support the checksum with which objects are put ("
                      + header
                      + ")"
                      + said(answer),
                  "another store"));
      default -> Optional.empty();
    };
  }

  private static String said(S3Answer answer) {
    return answer.said().isEmpty() ? "." : ". It says: " + answer.said();
  }

  private Failure failure(String code, String message, String otherwise) {
    return new Failure(
        Fault.CUSTOMER,
        Stage.PUT,
        code,
        message,
        location.isAmazons()
            ? "AWS supports it: look for a proxy or gateway on the way there that changes or answers"
                + " requests."
            : "Remove "
                + location.path().resolve(ObjectKey.MARKER)
                + " from the bucket, if it is there, and test the connection; if that fails, too,"
                + " use "
                + otherwise
                + ".");
  }
}
