package dev.waybill.server.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.VerificationKey;
import dev.waybill.stores.directory.DirectoryBucketReader;
import dev.waybill.verify.BucketReader;
import dev.waybill.verify.Code;
import dev.waybill.verify.Expectations;
import dev.waybill.verify.Observation;
import dev.waybill.verify.Report;
import dev.waybill.verify.StreamReport;
import dev.waybill.verify.Trust;
import dev.waybill.verify.Verification;
import dev.waybill.verify.VerificationListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a verification says of a place, knowing nothing of the server but its public keys. */
public record Verified(Report report, List<Observation> observations) {
  public static final String KEYS = "/.well-known/jwks.json";

  /** Verifies a folder, without a demand. */
  public static Verified look(Path place, JsonNode keySet) {
    try (BucketReader reader = new DirectoryBucketReader(place)) {
      return look(reader, keySet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Verifies a place, without a demand. */
  public static Verified look(BucketReader place, JsonNode keySet) {
    List<Observation> observations = new ArrayList<>();
    try {
      Report report =
          Verification.run(
              place,
              Trust.in(keys(keySet)),
              Expectations.NONE,
              new VerificationListener() {
                @Override
                public void observed(Observation observation) {
                  observations.add(observation);
                }

                @Override
                public void listed(long objects, long storedBytes) {
                  // Nobody watches.
                }

                @Override
                public void checked(long storedBytes) {
                  // Nobody watches.
                }
              },
              1);
      return new Verified(report, observations);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while verifying", e);
    }
  }

  /** Verifies a folder, of which there must be nothing to say but notes and other compression. */
  public static Verified place(Path place, JsonNode keySet) {
    return look(place, keySet).requireGood();
  }

  /** Verifies a place, of which there must be nothing to say but notes and other compression. */
  public static Verified place(BucketReader place, JsonNode keySet) {
    return look(place, keySet).requireGood();
  }

  /** An object may have come from an attempt before the one whose manifest counts. */
  private Verified requireGood() {
    assertThat(observations)
        .filteredOn(observation -> observation.code().severity() != Code.Severity.NOTE)
        .filteredOn(observation -> observation.code() != Code.RECOMPRESSED)
        .isEmpty();
    assertThat(report.verified()).isTrue();
    return this;
  }

  /** Events of all streams, as their manifests count them. */
  public long events() {
    return report.streams().stream().mapToLong(StreamReport::events).sum();
  }

  /** Objects that no manifest lists yet. */
  public long uncommitted() {
    return report.counts().getOrDefault(Code.UNCOMMITTED, 0L);
  }

  private static List<VerificationKey> keys(JsonNode keySet) {
    return keySet
        .path("keys")
        .valueStream()
        .map(
            key ->
                switch (VerificationKey.decode((key + "\n").getBytes(US_ASCII))) {
                  case Decoded.Accepted<VerificationKey>(VerificationKey good) -> good;
                  case Decoded.Refused<VerificationKey>(String reason) ->
                      throw new AssertionError(key + ": " + reason);
                })
        .toList();
  }
}
