package dev.waybill.manifest;

import dev.waybill.storage.ObjectKey;
import java.util.UUID;

/**
 * A file that lies beside a stream's documents so that they can be verified: a public key, or the
 * statement that it succeeds another. Its name has one content for ever.
 */
public sealed interface KeyFile {

  /** Its key, relative to the customer's path. */
  ObjectKey keyFor(UUID stream);

  /** What lies there. */
  byte[] bytes();

  /** A public key's. */
  record OfKey(VerificationKey key) implements KeyFile {
    @Override
    public ObjectKey keyFor(UUID stream) {
      return new ManifestNames(stream).key(key.id());
    }

    @Override
    public byte[] bytes() {
      return key.encode();
    }
  }

  /**
   * A succession's.
   *
   * @param document as {@link KeySuccession#sign} made it for the successor
   */
  record OfSuccession(KeyId successor, SignedDocument document) implements KeyFile {
    @Override
    public ObjectKey keyFor(UUID stream) {
      return new ManifestNames(stream).succession(successor, document.key());
    }

    @Override
    public byte[] bytes() {
      return document.encode();
    }
  }
}
