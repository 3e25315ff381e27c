package dev.waybill.cli.verify;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.VerificationKey;
import dev.waybill.verify.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Option;

/** Whose signatures count. */
final class TrustOptions {
  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "A public key of the service, as a JSON Web Key. May be repeated.")
  private List<String> keys = List.of();

  @Option(
      names = "--jwks",
      paramLabel = "FILE|URL",
      description = "Public keys of the service, as a JWK set. May be repeated.")
  private List<String> sets = List.of();

  @Option(
      names = "--trust-bucket-key",
      description =
          "Trusts the keys that lie at the place: then the proof is only as good as the place.")
  private boolean trustBucketKey;

  @Option(
      names = "--revoked",
      paramLabel = "KEY@STREAM:JOB",
      description =
          "Refuses what the key signed for this job of the stream and later ones, and in all"
              + " streams for which it is not given. May be repeated.")
  private List<String> revoked = List.of();

  Trust trust() {
    if (keys.isEmpty() && sets.isEmpty() && !trustBucketKey) {
      throw new CommandFailure(
          "Give the service's public keys with --key or --jwks; --trust-bucket-key takes those at"
              + " the place, which proves no more than the place does.",
          CommandFailure.USAGE);
    }
    List<VerificationKey> all = new ArrayList<>();
    keys.forEach(file -> all.add(KeyFiles.key(file)));
    sets.forEach(set -> all.addAll(KeyFiles.set(set)));
    return new Trust(
        all,
        trustBucketKey ? Trust.BucketKeys.TRUSTED : Trust.BucketKeys.AS_SUCCESSORS,
        revoked.stream().map(TrustOptions::revocation).toList());
  }

  private static Trust.Revocation revocation(String text) {
    int at = text.indexOf('@');
    int colon = text.lastIndexOf(':');
    try {
      return new Trust.Revocation(
          new KeyId(text.substring(0, at)),
          UUID.fromString(text.substring(at + 1, colon)),
          Long.parseLong(text.substring(colon + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CommandFailure(
          "--revoked is KEY@STREAM:JOB, such as"
              + " kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k@6f6a6e3c-52a1-4c0e-8b1d-2f8a9c3e7d10:17.",
          CommandFailure.USAGE);
    }
  }
}
