package dev.waybill.server.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.fault.Failure;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.InMemoryObjectStore;
import dev.waybill.storage.InMemoryObjectStores;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Azure and Google in memory, who let everyone in unless told otherwise; all else as it is. */
final class CloudsInMemory implements ObjectStores {
  private final ObjectStores others;
  private final InMemoryObjectStores clouds = new InMemoryObjectStores();
  private final Map<String, Failure> closed = new ConcurrentHashMap<>();

  CloudsInMemory(ObjectStores others) {
    this.others = others;
  }

  /** From now on nothing can be put at that place. */
  void close(Location place, Failure why) {
    closed.put(place.toString(), why);
  }

  /** From now on objects can be put there again. */
  void reopen(Location place) {
    closed.remove(place.toString());
  }

  /** The text of an object. */
  Optional<String> read(Location place, String key) {
    return clouds.at(place).read(new ObjectKey(key)).map(bytes -> new String(bytes, UTF_8));
  }

  /** The names of all objects. */
  List<String> keys(Location place) {
    return clouds.at(place).objects().keySet().stream().map(ObjectKey::value).toList();
  }

  @Override
  public ObjectStore open(Location place, Credentials credentials) {
    return switch (place) {
      case AzureLocation _, GcsLocation _ -> new Cloud(place, clouds.at(place));
      case S3Location _, DirectoryLocation _ -> others.open(place, credentials);
    };
  }

  @Override
  public void authenticateAnew(Location place, Credentials credentials) {
    if (place instanceof S3Location) {
      others.authenticateAnew(place, credentials);
    }
  }

  @Override
  public Optional<Failure> weakness(Location place, Credentials credentials) {
    return others.weakness(place, credentials);
  }

  private final class Cloud implements ObjectStore {
    private final Location place;
    private final InMemoryObjectStore store;

    private Cloud(Location place, InMemoryObjectStore store) {
      this.place = place;
      this.store = store;
    }

    @Override
    public PutOutcome put(ObjectKey key, byte[] content) {
      return Optional.ofNullable(closed.get(place.toString()))
          .<PutOutcome>map(PutOutcome.Refused::new)
          .orElseGet(() -> store.put(key, content));
    }

    @Override
    public ObjectUpload begin(ObjectKey key) {
      return store.begin(key);
    }

    @Override
    public long bufferedBytesPerUpload() {
      return store.bufferedBytesPerUpload();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
