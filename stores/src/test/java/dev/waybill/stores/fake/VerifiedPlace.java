package dev.waybill.stores.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.SampleKeys;
import dev.waybill.verify.BucketReader;
import dev.waybill.verify.Expectations;
import dev.waybill.verify.Observation;
import dev.waybill.verify.Trust;
import dev.waybill.verify.Verification;
import dev.waybill.verify.VerificationListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** That a place where the sample streams lie is verified through a reader. */
public final class VerifiedPlace implements VerificationListener {
  private final List<Observation> observed = new ArrayList<>();

  private VerifiedPlace() {}

  public static void assertVerified(BucketReader reader) throws IOException, InterruptedException {
    VerifiedPlace listener = new VerifiedPlace();
    Trust trust = Trust.in(List.of(SampleKeys.FIRST.publicKey()));
    assertThat(Verification.run(reader, trust, Expectations.NONE, listener, 4).verified()).isTrue();
    assertThat(listener.observed).isEmpty();
  }

  @Override
  public void observed(Observation observation) {
    observed.add(observation);
  }

  @Override
  public void listed(long objects, long storedBytes) {
    // Nobody looks.
  }

  @Override
  public void checked(long storedBytes) {
    // Nobody looks.
  }
}
