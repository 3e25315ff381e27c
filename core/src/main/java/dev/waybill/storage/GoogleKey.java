package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

/**
 * A key of a service account of Google Cloud, of whose JSON file no more is kept than this: where
 * the file says that tokens are to be had is not, since a customer must not choose where the
 * service sends requests.
 *
 * @param clientEmail the service account's address
 * @param privateKeyId which of its keys
 * @param privateKey PKCS #8 in PEM
 */
public record GoogleKey(String clientEmail, String privateKeyId, String privateKey) {
  public GoogleKey {
    requireNonNull(clientEmail, "clientEmail is null");
    requireNonNull(privateKeyId, "privateKeyId is null");
    requireNonNull(privateKey, "privateKey is null");
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "GoogleKey[" + clientEmail + ", " + privateKeyId + "]";
  }
}
