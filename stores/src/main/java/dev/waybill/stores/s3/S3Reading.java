package dev.waybill.stores.s3;

import dev.waybill.storage.S3Location;
import dev.waybill.verify.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of one object. A connection that breaks off is replaced by another one, which goes on
 * where the first one ended, in the same version of the object. Used by one thread.
 */
final class S3Reading extends InputStream {
  private static final int MOST_BREAKS = 5;
  private static final int NOT_FOUND = 404;

  /** What every other request would be answered, too. */
  private static final Set<String> OF_ALL_OBJECTS =
      Set.of(
          "NoSuchBucket",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidToken",
          "ExpiredToken",
          "RequestTimeTooSkewed");

  private final S3Client client;
  private final S3Location location;
  private final String key;
  private final String eTag;
  private ResponseInputStream<GetObjectResponse> in;
  private long position;
  private int breaks;
  private boolean ended;

  private S3Reading(
      S3Client client, S3Location location, String key, ResponseInputStream<GetObjectResponse> in) {
    this.client = client;
    this.location = location;
    this.key = key;
    this.in = in;
    eTag = in.response().eTag();
  }

  /** Empty if there is no such object. */
  static Optional<InputStream> open(S3Client client, S3Location location, String key)
      throws IOException {
    try {
      ResponseInputStream<GetObjectResponse> in =
          client.getObject(request -> request.bucket(location.bucket()).key(key));
      return Optional.of(new S3Reading(client, location, key, in));
    } catch (AwsServiceException e) {
      S3Answer answer = S3Answer.of(e);
      if (answer.status() == NOT_FOUND && !answer.code().equals("NoSuchBucket")) {
        return Optional.empty();
      }
      throw unreadable(location, "give " + key, e);
    } catch (SdkException e) {
      throw unreadable(location, "give " + key, e);
    }
  }

  /** Says in one line what the store or the way to it said. */
  static IOException unreadable(S3Location location, String what, SdkException e) {
    return switch (e) {
      case AwsServiceException answer -> {
        S3Answer is = S3Answer.of(answer);
        String said = is.code() + " (status " + is.status() + ") " + is.said();
        yield OF_ALL_OBJECTS.contains(is.code())
            ? new UnreachableException(message(location, what, said), e)
            : new IOException(message(location, what, said), e);
      }
      default ->
          new UnreachableException(message(location, what, String.valueOf(e.getMessage())), e);
    };
  }

  private static String message(S3Location location, String what, String said) {
    return location + " does not " + what + ": " + said.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (true) {
      try {
        int some = in.read(into, offset, length);
        position += Math.max(some, 0);
        ended = some < 0;
        return some;
      } catch (IOException | SdkException e) {
        goOn(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      in.close();
    } else {
      in.abort(); // closing it would read the rest
    }
  }

  private void goOn(Exception broken) throws IOException {
    breaks++;
    if (breaks > MOST_BREAKS) {
      throw new IOException(location + " breaks off again and again in " + key, broken);
    }
    in.abort();
    try {
      in =
          client.getObject(
              GetObjectRequest.builder()
                  .bucket(location.bucket())
                  .key(key)
                  .range("bytes=" + position + "-")
                  .ifMatch(eTag)
                  .build());
    } catch (SdkException e) {
      throw unreadable(location, "go on with " + key, e);
    }
  }
}
