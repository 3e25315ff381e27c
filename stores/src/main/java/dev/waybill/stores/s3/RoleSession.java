package dev.waybill.stores.s3;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Temporary credentials of an assumed role. */
record RoleSession(AwsSessionCredentials keys, Instant since, Instant expiresAt) {
  /** Before that much of its time is left, a session is as good as expired: clocks differ. */
  private static final Duration RESERVE = Duration.ofMinutes(1);

  private static final int RENEWED_IN_THE_LAST = 4;

  RoleSession {
    requireNonNull(keys, "keys is null");
    requireNonNull(since, "since is null");
    requireNonNull(expiresAt, "expiresAt is null");
  }

  /** In the last quarter of its time: early enough for many tries. */
  boolean isToBeRenewed(Instant now) {
    Duration lifetime = Duration.between(since, expiresAt);
    return now.isAfter(expiresAt.minus(lifetime.dividedBy(RENEWED_IN_THE_LAST)));
  }

  boolean isUsable(Instant now) {
    return now.isBefore(expiresAt.minus(RESERVE));
  }

  @Override
  public String toString() {
    return "RoleSession[" + keys.accessKeyId() + ", until " + expiresAt + "]";
  }
}
