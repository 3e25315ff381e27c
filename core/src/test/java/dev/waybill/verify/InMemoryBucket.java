package dev.waybill.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Places in memory, of which each listing shows the next: what happened in between. */
public final class InMemoryBucket implements BucketReader {
  private final List<SortedMap<String, byte[]>> states;
  private int state = -1;

  private InMemoryBucket(List<SortedMap<String, byte[]>> states) {
    this.states = states;
  }

  /** Nothing happens. */
  public static InMemoryBucket of(SortedMap<String, byte[]> objects) {
    return new InMemoryBucket(List.of(objects));
  }

  /** What is there after each listing has begun; the last state stays. */
  static InMemoryBucket changing(List<SortedMap<String, byte[]>> states) {
    return new InMemoryBucket(states);
  }

  @Override
  public void list(String prefix, Visitor visitor) throws IOException, InterruptedException {
    state = Math.min(state + 1, states.size() - 1);
    for (Map.Entry<String, byte[]> object : states.get(state).tailMap(prefix).entrySet()) {
      if (!object.getKey().startsWith(prefix)) {
        return;
      }
      visitor.visit(new Listed(object.getKey(), object.getValue().length));
    }
  }

  @Override
  public Optional<InputStream> open(String key) {
    return Optional.ofNullable(states.get(Math.max(state, 0)).get(key))
        .map(ByteArrayInputStream::new);
  }

  @Override
  public int parallelism() {
    return 2;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
