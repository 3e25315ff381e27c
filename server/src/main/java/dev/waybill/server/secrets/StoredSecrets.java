package dev.waybill.server.secrets;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything that is stored encrypted, and the record of the keys that it needs. */
public interface StoredSecrets {
  /**
   * A secret as it is stored.
   *
   * @param binding where; each secret has its own
   */
  record Sealed(SecretBinding binding, Ciphertext ciphertext) {
    public Sealed {
      requireNonNull(binding, "binding is null");
      requireNonNull(ciphertext, "ciphertext is null");
    }
  }

  /** The ids of the keys that are recorded; nothing is encrypted with any other. */
  List<String> keys();

  /** Records a key, durably when this returns; a key that is recorded already stays so. */
  void record(String key, Instant now);

  /**
   * Secrets that another key encrypted, in an order that does not change.
   *
   * @param after only what comes after that one; empty: from the start
   * @param most how many at most; only if there is none is the result empty
   */
  List<Sealed> encryptedOtherwise(String key, Optional<SecretBinding> after, int most);

  /**
   * Replaces ciphertexts, all in one transaction, durable when this returns. One that was changed
   * or removed since it was read is left as it is.
   *
   * @param olds what was read
   * @param news for the same places, in the same order
   * @return how many were replaced
   */
  int replace(List<Sealed> olds, List<Sealed> news);

  /**
   * Takes all keys but one from the record, unless a secret is encrypted with one of them: then
   * nothing happens.
   *
   * @return whether they were taken
   */
  boolean forgetOthers(String key);
}
