package dev.waybill.stores.gcs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Collects one chunk; grows by segments, so that a small object costs little. */
final class ChunkBuffer {
  private static final int SEGMENT = 256 * 1024;

  private final int capacity;
  private final List<byte[]> segments = new ArrayList<>();
  private int length;

  /**
   * @param capacity a multiple of 256 KiB
   */
  ChunkBuffer(int capacity) {
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
      if (length / SEGMENT == segments.size()) {
        segments.add(new byte[SEGMENT]);
      }
      int at = length % SEGMENT;
      int piece = Math.min(taken - done, SEGMENT - at);
      System.arraycopy(bytes, offset + done, segments.get(length / SEGMENT), at, piece);
      length += piece;
      done += piece;
    }
    return taken;
  }

  /** What was collected; good until the next {@link #append} or {@link #clear}. */
  Slices content() {
    List<ByteBuffer> parts = new ArrayList<>();
    for (int at = 0; at < length; at += SEGMENT) {
      parts.add(ByteBuffer.wrap(segments.get(at / SEGMENT), 0, Math.min(SEGMENT, length - at)));
    }
    return new Slices(parts, length);
  }

  /** Forgets the content and keeps the memory for the next chunk. */
  void clear() {
    length = 0;
  }

  void release() {
    length = 0;
    segments.clear();
  }
}
