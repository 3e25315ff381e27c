package dev.waybill.manifest;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** An Ed25519 key whose private half is in memory. Its text form does not show it. */
public final class SigningKeyPair implements Signer {
  private static final byte[] PROBE = {1};

  private final PrivateKey privateKey;
  private final VerificationKey publicKey;

  private SigningKeyPair(PrivateKey privateKey, VerificationKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    if (!publicKey.verifies(PROBE, sign(PROBE))) {
      throw new IllegalArgumentException("the private key is not that of " + publicKey);
    }
  }

  public static SigningKeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      byte[] spki = pair.getPublic().getEncoded();
      byte[] x = Arrays.copyOfRange(spki, spki.length - VerificationKey.BYTES, spki.length);
      return new SigningKeyPair(pair.getPrivate(), VerificationKey.of(x).orElseThrow());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has Ed25519", e);
    }
  }

  /**
   * The pair that was stored.
   *
   * @param secret the 32 bytes of the private key (RFC 8032, section 5.1.5)
   * @throws IllegalArgumentException if it is not that of the public key: what it signs, nobody
   *     could verify
   */
  public static SigningKeyPair of(byte[] secret, VerificationKey publicKey) {
    try {
      EdECPrivateKeySpec spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret);
      return new SigningKeyPair(KeyFactory.getInstance("Ed25519").generatePrivate(spec), publicKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not the private key of " + publicKey, e);
    }
  }

  @Override
  public KeyId key() {
    return publicKey.id();
  }

  public VerificationKey publicKey() {
    return publicKey;
  }

  /** The 32 bytes of the private key, to be stored encrypted and nowhere else. */
  public byte[] secret() {
    return ((EdECPrivateKey) privateKey).getBytes().orElseThrow();
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs any message", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKeyPair[" + key() + "]";
  }
}
