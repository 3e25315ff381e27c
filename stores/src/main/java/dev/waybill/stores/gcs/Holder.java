package dev.waybill.stores.gcs;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.GoogleKey;

/** As whom a bucket is written. */
sealed interface Holder {
  /** The service's own service account, which the customer grants. */
  record Own() implements Holder {}

  /** One of the customer's. */
  record OfKey(GoogleKey key) implements Holder {
    public OfKey {
      requireNonNull(key, "key is null");
    }
  }
}
