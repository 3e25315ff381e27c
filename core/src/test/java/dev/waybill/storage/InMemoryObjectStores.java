package dev.waybill.storage;

import java.util.concurrent.ConcurrentHashMap;

/** One store in memory for every location; credentials do not matter. */
public final class InMemoryObjectStores implements ObjectStores {
  private final ConcurrentHashMap<String, InMemoryObjectStore> stores = new ConcurrentHashMap<>();

  @Override
  public ObjectStore open(Location location, Credentials credentials) {
    return at(location);
  }

  /** The store there, empty if nobody has opened it yet. */
  public InMemoryObjectStore at(Location location) {
    return stores.computeIfAbsent(location.toString(), place -> new InMemoryObjectStore());
  }
}
