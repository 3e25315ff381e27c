package dev.waybill.storage;

import static java.util.Objects.checkFromIndexSize;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store that lives as long as the test; close does not empty it. */
public final class InMemoryObjectStore implements ObjectStore {
  private static final int BUFFERED_BYTES = 64 * 1024;

  private final ConcurrentSkipListMap<ObjectKey, byte[]> objects = new ConcurrentSkipListMap<>();

  /** What a reader sees under that name. */
  public Optional<byte[]> read(ObjectKey key) {
    return Optional.ofNullable(objects.get(key)).map(byte[]::clone);
  }

  /** A copy of everything a reader sees, by ascending key. */
  public SortedMap<ObjectKey, byte[]> objects() {
    return new TreeMap<>(objects);
  }

  /** Deletes an object, as its owner may. */
  public void delete(ObjectKey key) {
    objects.remove(key);
  }

  @Override
  public PutOutcome put(ObjectKey key, byte[] content) {
    return objects.putIfAbsent(key, content.clone()) == null
        ? new PutOutcome.Stored()
        : new PutOutcome.AlreadyThere();
  }

  @Override
  public ObjectUpload begin(ObjectKey key) {
    return new Upload(key);
  }

  @Override
  public long bufferedBytesPerUpload() {
    return BUFFERED_BYTES;
  }

  @Override
  public void close() {
    // The objects stay: a store that is opened again finds them.
  }

  private final class Upload implements ObjectUpload {
    private final ObjectKey key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Upload(ObjectKey key) {
      this.key = key;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      checkFromIndexSize(offset, length, bytes.length);
      content.write(bytes, offset, length);
    }

    @Override
    public PutOutcome finish() {
      return put(key, content.toByteArray());
    }

    @Override
    public void close() {
      content.reset();
    }
  }
}
