package dev.waybill.server.secrets;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;

/** Lets Tink ask a key that lies elsewhere. For one keyset and one thread. */
final class KeyElsewhere implements Aead {
  private final KeyEncryptionKey key;
  private String encryptedBy;

  private KeyElsewhere(KeyEncryptionKey key, String encryptedBy) {
    this.key = key;
    this.encryptedBy = encryptedBy;
  }

  static KeyElsewhere toEncrypt(KeyEncryptionKey key) {
    return new KeyElsewhere(key, key.name());
  }

  /**
   * @param encryptedBy as it was when that was encrypted
   */
  static KeyElsewhere toDecrypt(KeyEncryptionKey key, String encryptedBy) {
    return new KeyElsewhere(key, encryptedBy);
  }

  /** Of what it encrypted last. */
  String encryptedBy() {
    return encryptedBy;
  }

  @Override
  public byte[] encrypt(byte[] clear, byte[] purpose) throws GeneralSecurityException {
    try {
      Wrapped wrapped = key.encrypt(clear, purpose);
      encryptedBy = wrapped.by();
      return wrapped.bytes();
    } catch (KeyEncryptionException e) {
      throw new KeyEncryptionException.Carried(e);
    }
  }

  @Override
  public byte[] decrypt(byte[] sealed, byte[] purpose) throws GeneralSecurityException {
    try {
      return key.decrypt(sealed, encryptedBy, purpose);
    } catch (KeyEncryptionException e) {
      throw new KeyEncryptionException.Carried(e);
    }
  }
}
