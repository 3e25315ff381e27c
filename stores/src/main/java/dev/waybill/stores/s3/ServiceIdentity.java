package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The service's own credentials at AWS, with which it asks for customers' roles. */
final class ServiceIdentity implements AutoCloseable {
  /** Looking for credentials may take seconds where there are none. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private final AwsCredentialsProvider provider;
  private final TimeSource time;
  private final Object lock = new Object();
  private @Nullable NoSessionException missing;
  private long missingSince;

  ServiceIdentity(AwsCredentialsProvider provider, TimeSource time) {
    this.provider = provider;
    this.time = time;
  }

  static ServiceIdentity of(RoleSettings settings, TimeSource time) {
    return new ServiceIdentity(
        settings
            .identity()
            .<AwsCredentialsProvider>map(
                key ->
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
            .orElseGet(() -> DefaultCredentialsProvider.builder().build()),
        time);
  }

  /**
   * The credentials now.
   *
   * @throws NoSessionException if there are none
   */
  AwsCredentials current() {
    synchronized (lock) {
      long now = time.monotonicNanos();
      if (missing != null && now - missingSince < BETWEEN_LOOKS.toNanos()) {
        throw new NoSessionException(missing.failure(), missing);
      }
      try {
        AwsCredentials found = provider.resolveCredentials();
        missing = null;
        return found;
      } catch (SdkClientException e) {
        missing = new NoSessionException(failure(), e);
        missingSince = now;
        throw missing;
      }
    }
  }

  @Override
  public void close() {
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }

  /** Without the SDK's words, which tell where in this machine it has looked. */
  private static Failure failure() {
    return new Failure(
        Fault.OURS,
        Stage.ASSUME_ROLE,
        "SERVICE_IDENTITY_MISSING",
        "This service has no AWS identity with which it could assume the role.",
        "Ask the operator of this service to give it one: an IAM role of its machine or container,"
            + " or the settings "
            + RoleSettings.IDENTITY_SETTING
            + " and storage.sts-secret-access-key.");
  }
}
