package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** There are no credentials to sign a request with, so nothing of it was sent. */
final class NoSessionException extends SdkException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  NoSessionException(Failure failure) {
    super(SdkException.builder().message(failure.code() + ": " + failure.message()));
    this.failure = failure;
  }

  NoSessionException(Failure failure, Throwable cause) {
    super(SdkException.builder().message(failure.code() + ": " + failure.message()).cause(cause));
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }

  /** Whether the customer's role was refused, rather than nobody asked or answered. */
  boolean isRefusal() {
    return failure.fault() == Fault.CUSTOMER && getCause() instanceof AwsServiceException;
  }
}
