package dev.waybill.stores.azure;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Collects one block; grows by segments, so that a small object costs little. */
final class BlockBuffer {
  private static final int SEGMENT = 256 * 1024;

  private final int capacity;
  private final List<byte[]> segments = new ArrayList<>();
  private int length;

  BlockBuffer(int capacity) {
    this.capacity = capacity;
  }

  boolean isFull() {
    return length == capacity;
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
  Block block() {
    List<ByteBuffer> slices = new ArrayList<>();
    for (int at = 0; at < length; at += SEGMENT) {
      slices.add(ByteBuffer.wrap(segments.get(at / SEGMENT), 0, Math.min(SEGMENT, length - at)));
    }
    return new Block(slices);
  }

  /** Forgets the content and keeps the memory for the next block. */
  void clear() {
    length = 0;
  }

  void release() {
    length = 0;
    segments.clear();
  }
}
