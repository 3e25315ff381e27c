package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;

/**
 * A payload of one line and its detached JSON Web Signature (RFC 7515, appendix F). Decoding says
 * nothing about who signed: ask {@link #isSignedBy}.
 */
public final class SignedDocument {
  private static final int SIGNATURE_BYTES = 64;

  private final byte[] payload;
  private final KeyId key;
  private final byte[] signature;

  private SignedDocument(byte[] payload, KeyId key, byte[] signature) {
    this.payload = payload;
    this.key = key;
    this.signature = signature;
  }

  /**
   * @param payload one line without its end
   */
  static SignedDocument sign(String payload, Signer signer) {
    byte[] bytes = payload.getBytes(US_ASCII);
    byte[] signature = signer.sign(signingInput(header(signer.key()), bytes));
    return new SignedDocument(bytes, signer.key(), signature);
  }

  /** Reads the two lines; the payload may be anything. */
  public static Decoded<SignedDocument> decode(byte[] file) {
    int lineEnd = indexOfLineFeed(file);
    if (lineEnd < 0) {
      return new Decoded.Refused<>("the first line does not end");
    }
    byte[] payload = Arrays.copyOf(file, lineEnd);
    String jws = new String(file, lineEnd + 1, file.length - lineEnd - 1, US_ASCII);
    int dots = jws.indexOf("..");
    if (dots < 0 || !jws.endsWith("\n")) {
      return new Decoded.Refused<>("the second line is no detached signature, or does not end");
    }
    Optional<KeyId> key = Base64Url.decode(jws.substring(0, dots)).flatMap(SignedDocument::keyOf);
    if (key.isEmpty()) {
      return new Decoded.Refused<>("the signature's header is not that of an EdDSA key id");
    }
    return Base64Url.decode(jws.substring(dots + 2, jws.length() - 1), SIGNATURE_BYTES)
        .<Decoded<SignedDocument>>map(
            signature -> new Decoded.Accepted<>(new SignedDocument(payload, key.get(), signature)))
        .orElseGet(() -> new Decoded.Refused<>("the signature is not 64 bytes in base64url"));
  }

  /** The bytes of the file: two lines, each with its end. */
  public byte[] encode() {
    String jws = Base64Url.encode(header(key)) + ".." + Base64Url.encode(signature);
    byte[] file = Arrays.copyOf(payload, payload.length + jws.length() + 2);
    file[payload.length] = '\n';
    System.arraycopy(jws.getBytes(US_ASCII), 0, file, payload.length + 1, jws.length());
    file[file.length - 1] = '\n';
    return file;
  }

  /** The key that is said to have signed. */
  public KeyId key() {
    return key;
  }

  /** The first line without its end. */
  public byte[] payload() {
    return payload.clone();
  }

  /** The hash of the payload, by which the next document names this one. */
  public Sha256 sha256() {
    return Sha256.of(payload);
  }

  /** Whether the document names this key, and this key has signed the payload. */
  public boolean isSignedBy(VerificationKey by) {
    return key.equals(by.id()) && by.verifies(signingInput(header(key), payload), signature);
  }

  /**
   * What is signed: {@code BASE64URL(header) "." BASE64URL(payload)}. A payload may have megabytes,
   * so it is copied no more than it must be.
   */
  static byte[] signingInput(byte[] header, byte[] payload) {
    byte[] first = Base64Url.encoded(header);
    byte[] second = Base64Url.encoded(payload);
    byte[] input = Arrays.copyOf(first, first.length + 1 + second.length);
    input[first.length] = '.';
    System.arraycopy(second, 0, input, first.length + 1, second.length);
    return input;
  }

  private static byte[] header(KeyId key) {
    return ("{\"alg\":\"EdDSA\",\"kid\":\"" + key + "\"}").getBytes(US_ASCII);
  }

  private static Optional<KeyId> keyOf(byte[] header) {
    CanonicalReader reader = new CanonicalReader(header);
    try {
      reader.expect("{\"alg\":\"EdDSA\",\"kid\":");
      KeyId key = reader.value("key id", KeyId::parse);
      reader.expect("}");
      reader.end();
      return Optional.of(key);
    } catch (BadDocumentException e) {
      return Optional.empty();
    }
  }

  private static int indexOfLineFeed(byte[] file) {
    for (int i = 0; i < file.length; i++) {
      if (file[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedDocument that
        && Arrays.equals(payload, that.payload)
        && key.equals(that.key)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(signature);
  }

  /** Not the payload, which may have megabytes. */
  @Override
  public String toString() {
    return "SignedDocument[" + sha256() + ", " + payload.length + " bytes, by " + key + "]";
  }
}
