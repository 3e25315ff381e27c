package dev.waybill.stores.upload;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what goes out in one request of an upload; grows by segments, so that a small object
 * costs little. Used by one thread.
 */
public final class UploadBuffer {
  private static final int SEGMENT = 256 * 1024;

  private final int capacity;
  private final List<byte[]> segments = new ArrayList<>();
  private int length;

  /**
   * An empty one.
   *
   * @param capacity bytes that it takes at most
   */
  public UploadBuffer(int capacity) {
    this.capacity = capacity;
  }

  public boolean isFull() {
    return length == capacity;
  }

  /** Takes as many bytes as fit and says how many these were. */
  public int append(byte[] bytes, int offset, int count) {
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

  /** How many bytes were collected. */
  public int length() {
    return length;
  }

  /** What was collected, without a copy; good until the next {@link #append} or {@link #clear}. */
  public List<ByteBuffer> slices() {
    List<ByteBuffer> slices = new ArrayList<>();
    for (int at = 0; at < length; at += SEGMENT) {
      slices.add(ByteBuffer.wrap(segments.get(at / SEGMENT), 0, Math.min(SEGMENT, length - at)));
    }
    return slices;
  }

  /** Forgets the content and keeps the memory for the next request. */
  public void clear() {
    length = 0;
  }

  /** Gives the memory back. */
  public void release() {
    length = 0;
    segments.clear();
  }
}
