package dev.waybill.stores.s3;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Collects one part; grows by segments, so that a small object costs little. */
final class PartBuffer {
  private static final int SEGMENT = 256 * 1024;

  private final int capacity;
  private final List<byte[]> segments = new ArrayList<>();
  private int length;

  PartBuffer(int capacity) {
    this.capacity = capacity;
  }

  boolean isFull() {
    return length == capacity;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Takes as many bytes as fit and says how many these were. */
  int append(byte[] bytes, int offset, int count) {
    int taken = Math.min(count, capacity - length);
    int done = 0;
    while (done < taken) {
      int segment = length / SEGMENT;
      int at = length % SEGMENT;
      if (segment == segments.size()) {
        segments.add(new byte[Math.min(SEGMENT, capacity - segment * SEGMENT)]);
      }
      int chunk = Math.min(taken - done, segments.get(segment).length - at);
      System.arraycopy(bytes, offset + done, segments.get(segment), at, chunk);
      length += chunk;
      done += chunk;
    }
    return taken;
  }

  /** What was collected; good until the next {@link #append} or {@link #clear}. */
  Payload payload() {
    List<ByteBuffer> slices = new ArrayList<>();
    for (int at = 0; at < length; at += SEGMENT) {
      slices.add(ByteBuffer.wrap(segments.get(at / SEGMENT), 0, Math.min(SEGMENT, length - at)));
    }
    return new Payload(slices, length);
  }

  /** Forgets the content and keeps the memory for the next part. */
  void clear() {
    length = 0;
  }

  void release() {
    length = 0;
    segments.clear();
  }
}
