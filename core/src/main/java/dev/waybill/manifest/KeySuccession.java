package dev.waybill.manifest;

/**
 * The statement of a key that another is its successor. Whoever trusts the old key, and trusts it
 * still, may trust the new one.
 */
public final class KeySuccession {
  private KeySuccession() {}

  /** Makes the document ({@code <key id>.by.<old key id>.jws}). */
  public static SignedDocument sign(VerificationKey successor, Signer old) {
    if (successor.id().equals(old.key())) {
      throw new IllegalArgumentException("a key does not succeed itself: " + old.key());
    }
    return SignedDocument.sign(successor.jwk(), old);
  }

  /** The successor; whether to believe it is a matter of the document's signature. */
  public static Decoded<VerificationKey> decode(SignedDocument document) {
    return PayloadReader.decode(() -> successor(document));
  }

  private static VerificationKey successor(SignedDocument document) throws BadDocumentException {
    CanonicalReader reader = new CanonicalReader(document.payload());
    VerificationKey successor = VerificationKey.read(reader);
    reader.end();
    if (successor.id().equals(document.key())) {
      throw new BadDocumentException("a key does not succeed itself");
    }
    return successor;
  }
}
