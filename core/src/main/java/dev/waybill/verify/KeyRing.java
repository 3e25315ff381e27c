package dev.waybill.verify;

import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.VerificationKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The keys that are trusted: check 2. It grows by successions first; then it judges, and is safe
 * for use by many threads.
 */
final class KeyRing {
  /** Of successions, which are of no job: any revocation in a stream is of later ones. */
  private static final long NO_JOB = 0;

  private final Map<KeyId, VerificationKey> keys = new LinkedHashMap<>();
  private final List<Trust.Revocation> revoked;

  KeyRing(Trust trust) {
    add(trust.keys());
    revoked = trust.revoked();
  }

  void add(Collection<VerificationKey> trusted) {
    trusted.forEach(key -> keys.put(key.id(), key));
  }

  /** Trusts the successors of trusted keys; whether there was a new one. */
  boolean extend(Collection<SignedFile<VerificationKey>> successions) {
    boolean grown = false;
    for (SignedFile<VerificationKey> succession : successions) {
      VerificationKey successor = succession.content();
      if (!keys.containsKey(successor.id())
          && revoked.stream().noneMatch(r -> r.key().equals(succession.document().key()))
          && isSigned(succession)) {
        keys.put(successor.id(), successor);
        grown = true;
      }
    }
    return grown;
  }

  /** Whether it is trusted, revoked or not. */
  boolean trusts(KeyId key) {
    return keys.containsKey(key);
  }

  /** Accepts a stream's manifest or origin record by its signature. */
  <T> Outcome<AcceptedFile<T>> judge(Outcome<SignedFile<T>> read, UUID stream, long job) {
    return switch (read) {
      case Outcome.Refused<SignedFile<T>>(Observation why) -> new Outcome.Refused<>(why);
      case Outcome.Taken<SignedFile<T>>(SignedFile<T> file) ->
          objection(file, stream, job)
              .<Outcome<AcceptedFile<T>>>map(Outcome.Refused::new)
              .orElseGet(() -> new Outcome.Taken<>(AcceptedFile.of(file)));
    };
  }

  private Optional<Observation> objection(SignedFile<?> file, UUID stream, long job) {
    KeyId by = file.document().key();
    if (!keys.containsKey(by)) {
      return Optional.of(
          new Observation(
              Code.UNTRUSTED_KEY, file.key(), "signed by a trusted key", "signed by " + by));
    }
    if (isRevoked(by, stream, job)) {
      return Optional.of(
          new Observation(
              Code.UNTRUSTED_KEY,
              file.key(),
              "signed by a trusted key",
              "signed by " + by + ", which is revoked"));
    }
    return forged(file);
  }

  /**
   * What to think of a record that is accepted. Whoever has a key that was revoked later may have
   * signed with it, as of an earlier job, that jobs which he removed are elsewhere.
   */
  Optional<Observation> doubt(AcceptedFile<OriginRecord> record) {
    KeyId by = record.signer();
    List<OriginRecord.Elsewhere> excused = record.content().elsewhere();
    if (excused.isEmpty() || revoked.stream().noneMatch(r -> r.key().equals(by))) {
      return Optional.empty();
    }
    String jobs =
        excused.stream()
            .map(some -> new JobSpan(some.fromSequence(), some.toSequence()).toString())
            .collect(Collectors.joining(", "));
    return Optional.of(
        new Observation(
            Code.NOT_COVERED,
            record.key(),
            "signed by a key that is not revoked",
            "excuses jobs " + jobs + ", signed by " + by + ", which was revoked later"));
  }

  /** A succession by a key that is not trusted is nobody's statement, and no objection. */
  Optional<Observation> objection(SignedFile<VerificationKey> succession, UUID stream) {
    KeyId by = succession.document().key();
    return keys.containsKey(by) && !isRevoked(by, stream, NO_JOB)
        ? forged(succession)
        : Optional.empty();
  }

  private Optional<Observation> forged(SignedFile<?> file) {
    return isSigned(file)
        ? Optional.empty()
        : Optional.of(
            new Observation(
                Code.BAD_SIGNATURE,
                file.key(),
                "signed by " + file.document().key(),
                "a signature that is not this key's, or not of this document"));
  }

  private boolean isSigned(SignedFile<?> file) {
    VerificationKey key = keys.get(file.document().key());
    return key != null && file.document().isSignedBy(key);
  }

  private boolean isRevoked(KeyId key, UUID stream, long job) {
    List<Trust.Revocation> ofKey = revoked.stream().filter(r -> r.key().equals(key)).toList();
    return !ofKey.isEmpty()
        && ofKey.stream()
            .filter(r -> r.stream().equals(stream))
            .mapToLong(Trust.Revocation::fromJob)
            .min()
            .stream()
            .allMatch(from -> job >= from);
  }
}
