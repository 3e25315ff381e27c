package dev.waybill.storage;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;

/**
 * A customer's storage, as much of it as Waybill needs: create an object unless its name is taken.
 * Nothing is ever listed, read, deleted or overwritten, but by stores that do not look whether a
 * name is taken ({@link S3Abilities}): there a put replaces what has its name. Safe for use by many
 * threads.
 *
 * <p>Keys are relative to the customer's path. No method retries: a hidden second try would find
 * the first one's object and take it for a stranger's.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Puts a small object in one request. Of two concurrent calls for one name at most one is {@link
   * PutOutcome.Stored}, where the store looks at names. A crash in the middle leaves all of the
   * object or nothing visible.
   */
  PutOutcome put(ObjectKey key, byte[] content);

  /**
   * Starts an object whose size is not known yet. It becomes visible as a whole, at {@link
   * ObjectUpload#finish}, or not at all.
   *
   * @throws FailureException if it cannot be started
   */
  ObjectUpload begin(ObjectKey key);

  /**
   * Finds out more about a put that was refused than the store has told, for a test of the
   * connection; returns the failure as it is if there is no more to find out. Sends requests, but
   * none that could put anything; never throws because of their answers.
   */
  default Failure explain(ObjectKey key, Failure refusal) {
    return refusal;
  }

  /**
   * Whether this store, since it was opened, has taken an object without encrypting it as its
   * location demands, as far as its answers tell. Such an object is stored all the same.
   */
  default boolean hasStoredUnencrypted() {
    return false;
  }

  /** How many bytes an {@link ObjectUpload} of this store may hold in memory at most. */
  long bufferedBytesPerUpload();

  @Override
  void close();
}
