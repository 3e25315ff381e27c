package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The public half of an Ed25519 key. Two are equal if their 32 bytes are. */
public final class VerificationKey {
  static final int BYTES = 32;

  /** What comes before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] x;
  private final PublicKey key;
  private final KeyId id;

  private VerificationKey(byte[] x, PublicKey key) {
    this.x = x;
    this.key = key;
    this.id = new KeyId(Base64Url.encode(Digests.sha256().digest(thumbprintInput(x))));
  }

  /** Empty unless these are the 32 bytes of a key (RFC 8032, section 5.1.5). */
  public static Optional<VerificationKey> of(byte[] bytes) {
    if (bytes.length != BYTES) {
      return Optional.empty();
    }
    byte[] x = bytes.clone();
    byte[] spki = Arrays.copyOf(SPKI, SPKI.length + BYTES);
    System.arraycopy(x, 0, spki, SPKI.length, BYTES);
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
      Signature.getInstance("Ed25519").initVerify(key);
      return Optional.of(new VerificationKey(x, key));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Reads a key file ({@code <key id>.jwk.json}). */
  public static Decoded<VerificationKey> decode(byte[] file) {
    try {
      CanonicalReader reader = new CanonicalReader(file);
      VerificationKey key = read(reader);
      reader.expect("\n");
      reader.end();
      return new Decoded.Accepted<>(key);
    } catch (BadDocumentException e) {
      return new Decoded.Refused<>(e.reason());
    }
  }

  static VerificationKey read(CanonicalReader reader) throws BadDocumentException {
    reader.expect("{\"alg\":\"EdDSA\",\"crv\":\"Ed25519\",\"kid\":");
    KeyId id = reader.value("key id", KeyId::parse);
    reader.expect(",\"kty\":\"OKP\",\"use\":\"sig\",\"x\":");
    VerificationKey key =
        reader.value("key", text -> Base64Url.decode(text).flatMap(VerificationKey::of));
    reader.expect("}");
    if (!key.id.equals(id)) {
      throw new BadDocumentException("kid is " + id + ", but the key's id is " + key.id);
    }
    return key;
  }

  public KeyId id() {
    return id;
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return x.clone();
  }

  /** The key as a JSON Web Key, on one line without its end. */
  public String jwk() {
    return "{\"alg\":\"EdDSA\",\"crv\":\"Ed25519\",\"kid\":\""
        + id
        + "\",\"kty\":\"OKP\",\"use\":\"sig\",\"x\":\""
        + Base64Url.encode(x)
        + "\"}";
  }

  /** The bytes of its key file. */
  public byte[] encode() {
    return (jwk() + "\n").getBytes(US_ASCII);
  }

  /** Whether that is this key's signature of the message. */
  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false; // so the platform calls some signatures that no key can have made
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was good before", e);
    }
  }

  private static byte[] thumbprintInput(byte[] x) {
    String json = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + Base64Url.encode(x) + "\"}";
    return json.getBytes(US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerificationKey that && Arrays.equals(x, that.x);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(x);
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
