package dev.waybill.stores.s3;

import dev.waybill.stores.deadline.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Leaves it to the client of the bucket to sign.
 *
 * @param deadline of all requests together; empty if each has the client's time
 */
record ClientSigning(Optional<Deadline> deadline) implements Signing {
  @Override
  public <T> T send(Function<Signature, T> request) {
    Optional<Duration> left = deadline.map(Signing::left);
    return request.apply(limits -> left.ifPresent(limits::apiCallTimeout));
  }

  @Override
  public Signing asking(Deadline until) {
    return new ClientSigning(Optional.of(until));
  }
}
