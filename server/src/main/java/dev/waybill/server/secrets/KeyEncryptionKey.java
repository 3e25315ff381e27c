package dev.waybill.server.secrets;

/**
 * A key that lies elsewhere and encrypts the key file. Asked when the server starts and when the
 * key of the secrets is rotated, never for a request. Safe for use by many threads.
 */
public interface KeyEncryptionKey {
  /** As settings name it; stands in clear beside what it encrypted. */
  String name();

  /**
   * Encrypts a few hundred bytes, with the key that the name stands for now.
   *
   * @param purpose must be given again to decrypt them
   * @throws KeyEncryptionException if it refuses, or cannot be reached
   */
  Wrapped encrypt(byte[] clear, byte[] purpose) throws KeyEncryptionException;

  /**
   * Decrypts what it encrypted for that purpose.
   *
   * @param by as {@link Wrapped} had it
   * @throws KeyEncryptionException if it refuses, cannot be reached, or that is something else
   */
  byte[] decrypt(byte[] sealed, String by, byte[] purpose) throws KeyEncryptionException;
}
