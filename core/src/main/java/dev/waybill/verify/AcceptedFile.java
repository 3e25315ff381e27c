package dev.waybill.verify;

import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.Sha256;

/**
 * A document that a trusted key signed: what is kept of it, which is not its bytes.
 *
 * @param sha256 of its payload, by which other documents name it
 */
record AcceptedFile<T>(String key, KeyId signer, Sha256 sha256, T content) {

  static <T> AcceptedFile<T> of(SignedFile<T> file) {
    return new AcceptedFile<>(
        file.key(), file.document().key(), file.document().sha256(), file.content());
  }
}
