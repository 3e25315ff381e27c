package dev.waybill.stores.s3;

import dev.waybill.stores.deadline.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Signs with an access key, and with the one before it when a store refuses the new one itself. The
 * one that the store has taken then signs first, so that a store that refuses each of many large
 * bodies, perhaps by breaking off, is not sent each of them twice.
 */
final class KeySigning implements Signing {
  /** What stores say of an access key that they do not know, or not yet; they have done nothing. */
  private static final Set<String> KEY_REFUSED =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidToken",
          "ExpiredToken",
          "TokenRefreshRequired");

  private enum Key {
    CURRENT,
    PREVIOUS;

    private Key other() {
      return this == CURRENT ? PREVIOUS : CURRENT;
    }
  }

  private final AwsCredentialsProvider current;
  private final AwsCredentialsProvider previous;
  private final Supplier<Deadline> deadlines;
  private volatile Key first = Key.CURRENT;

  /**
   * @param deadlines of requests that begin now
   */
  KeySigning(
      AwsCredentialsProvider current,
      AwsCredentialsProvider previous,
      Supplier<Deadline> deadlines) {
    this.current = current;
    this.previous = previous;
    this.deadlines = deadlines;
  }

  @Override
  public Signing asking(Deadline deadline) {
    KeySigning asking = new KeySigning(current, previous, () -> deadline);
    asking.first = first;
    return asking;
  }

  /**
   * What is denied to the key before, for whatever reason, is asked with the current one as well:
   * that is the key of which a failure tells. If neither key is taken, it throws what the store
   * said to the current one.
   */
  @Override
  public <T> T send(Function<Signature, T> request) {
    Deadline deadline = deadlines.get();
    Key tried = first;
    try {
      return request.apply(signature(tried, Signing.left(deadline)));
    } catch (AwsServiceException e) {
      boolean again =
          switch (tried) {
            case CURRENT -> isKeyRefused(e);
            case PREVIOUS -> isKeyRefused(e) || isDenied(e);
          };
      if (!again) {
        throw e;
      }
      return sendAgain(request, deadline, tried.other(), e);
    }
  }

  private <T> T sendAgain(
      Function<Signature, T> request, Deadline deadline, Key other, AwsServiceException refusal) {
    Duration remaining = deadline.remaining();
    if (!remaining.isPositive()) {
      throw refusal;
    }
    try {
      T answer = request.apply(signature(other, remaining));
      first = other;
      return answer;
    } catch (AwsServiceException e) {
      if (isKeyRefused(e) || isDenied(e)) {
        throw other == Key.CURRENT ? e : refusal;
      }
      first = other;
      throw e;
    }
  }

  private Signature signature(Key key, Duration remaining) {
    AwsCredentialsProvider credentials =
        switch (key) {
          case CURRENT -> current;
          case PREVIOUS -> previous;
        };
    return request -> request.credentialsProvider(credentials).apiCallTimeout(remaining);
  }

  private static boolean isDenied(AwsServiceException answer) {
    return answer.statusCode() == 401 || answer.statusCode() == 403;
  }

  private static boolean isKeyRefused(AwsServiceException answer) {
    return KEY_REFUSED.contains(S3Answer.of(answer).code());
  }
}
