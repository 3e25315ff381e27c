package dev.waybill.manifest;

/** Signs with one Ed25519 key (RFC 8032, without prehash). Safe for use by many threads. */
public interface Signer {

  /** The id of the key with which {@link #sign} signs; never changes. */
  KeyId key();

  /**
   * The 64 bytes of the signature. The same message always has the same signature, so a document
   * that is signed twice with one key is the same document.
   */
  byte[] sign(byte[] message);
}
