package dev.waybill.storage;

import java.util.Optional;

class InMemoryObjectStoreTest extends ObjectStoreContract {
  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected Optional<byte[]> read(ObjectKey key) {
    return store.read(key);
  }
}
