package dev.waybill.manifest;

import java.util.List;
import java.util.Optional;

/**
 * The service's signing keys: the one it signs with now, and those that were replaced. No key is
 * ever forgotten, and all answers but {@link #current} stay the same for as long as a key lives.
 * Safe for use by many threads.
 */
public interface SigningKeys {

  /**
   * What signs what is begun now. Whoever signs for a job notes its {@link Signer#key} first and
   * asks for that by {@link #find} from then on, so that all of a job is signed by one key.
   */
  Signer current();

  /** The key of that id, retired or not; empty if it was never one of the service's. */
  Optional<Signer> find(KeyId id);

  /**
   * What must lie at a place before a document that this key signed: the files of all keys that it
   * succeeded, oldest first, each succession after the two keys it names, and its own.
   *
   * @throws IllegalArgumentException if {@link #find} knows no such key
   */
  List<KeyFile> filesOf(KeyId id);
}
