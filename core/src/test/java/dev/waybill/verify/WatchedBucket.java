package dev.waybill.verify;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A place of which some objects cannot be read, and which sees how many are read at a time. */
final class WatchedBucket implements BucketReader {
  private final InMemoryBucket objects;
  private final Failure failure;
  private final long large;
  private final AtomicInteger largeOpen = new AtomicInteger();
  private final AtomicInteger mostLargeOpen = new AtomicInteger();

  /** What happens when an object is opened. */
  @FunctionalInterface
  interface Failure {
    void opening(String key) throws IOException;
  }

  /**
   * @param large bytes after which an object counts as large while it is open
   */
  WatchedBucket(SortedMap<String, byte[]> objects, Failure failure, long large) {
    this.objects = InMemoryBucket.of(objects);
    this.failure = failure;
    this.large = large;
  }

  int mostLargeOpen() {
    return mostLargeOpen.get();
  }

  @Override
  public void list(String prefix, Visitor visitor) throws IOException, InterruptedException {
    objects.list(prefix, visitor);
  }

  @Override
  public Optional<InputStream> open(String key) throws IOException {
    failure.opening(key);
    return objects.open(key).map(Counted::new);
  }

  @Override
  public int parallelism() {
    return 8;
  }

  @Override
  public void close() {
    objects.close();
  }

  private final class Counted extends FilterInputStream {
    private long read;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int some = super.read(into, offset, length);
      boolean wasSmall = read <= large;
      read += Math.max(some, 0);
      if (wasSmall && read > large) {
        mostLargeOpen.accumulateAndGet(largeOpen.incrementAndGet(), Math::max);
      }
      return some;
    }

    @Override
    public void close() throws IOException {
      if (read > large) {
        largeOpen.decrementAndGet();
      }
      super.close();
    }
  }
}
