package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.Location;
import dev.waybill.storage.PlaceProof;
import java.security.SecureRandom;
import java.util.Base64;

/** Draws the seeds of {@link PlaceProof}s. Safe for use by many threads. */
public final class ProofSeeds {
  private static final int BYTES = 32;

  private final SecureRandom random;

  public ProofSeeds(SecureRandom random) {
    this.random = requireNonNull(random, "random is null");
  }

  /**
   * After a change. Each move has another seed: who comes back to a place does not know its token
   * from before, when perhaps it was his.
   */
  PlaceProof after(PlaceProof known, Location now, Location before) {
    return now.isSamePlace(before) ? known : new PlaceProof(known.integration(), draw());
  }

  String draw() {
    byte[] seed = new byte[BYTES];
    random.nextBytes(seed);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(seed);
  }
}
