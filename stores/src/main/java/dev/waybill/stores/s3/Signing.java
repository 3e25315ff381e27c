package dev.waybill.stores.s3;

import dev.waybill.stores.deadline.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** With what the requests to a bucket are signed. */
interface Signing {
  /** What a request must take up into its configuration. */
  interface Signature extends Consumer<AwsRequestOverrideConfiguration.Builder> {}

  /**
   * Lets one request be sent, again only if the first had no effect because its credentials were no
   * longer taken; all within the time that one request may take.
   *
   * @param request may be called twice
   * @throws NoSessionException if there are no credentials; then nothing was sent
   */
  <T> T send(Function<Signature, T> request);

  /**
   * For requests that only ask: all of them share that time, and a refusal is an answer, which
   * tells nothing about the credentials.
   */
  Signing asking(Deadline deadline);

  /** With what the client of the bucket signs: an access key that none precedes. */
  static Signing byTheClient() {
    return new ClientSigning(Optional.empty());
  }

  /**
   * What is left to a request that is about to be sent.
   *
   * @throws ApiCallTimeoutException if nothing is
   */
  static Duration left(Deadline deadline) {
    Duration remaining = deadline.remaining();
    if (!remaining.isPositive()) {
      throw ApiCallTimeoutException.builder().message("No time is left for the request.").build();
    }
    return remaining;
  }
}
