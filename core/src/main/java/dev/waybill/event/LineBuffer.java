package dev.waybill.event;

import java.util.Arrays;

/** Bytes that grow at their end. */
final class LineBuffer {
  private byte[] bytes;
  private int length;

  LineBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  /**
   * Makes room for so many bytes after the end; {@link #bytes} may be another array from then on.
   */
  void ensure(int more) {
    if (bytes.length - length < more) {
      long wanted = Math.max((long) length + more, length + (length >> 1));
      bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.min(wanted, Integer.MAX_VALUE - 8)));
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Cuts to a shorter length, or takes what was written into the room after the end. */
  void length(int newLength) {
    length = newLength;
  }

  void append(byte single) {
    ensure(1);
    bytes[length++] = single;
  }

  void append(byte[] source) {
    append(source, 0, source.length);
  }

  void append(byte[] source, int from, int to) {
    int count = to - from;
    ensure(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  /** Puts other bytes in the place of those from {@code from} to {@code to}; what follows moves. */
  void replace(int from, int to, byte[] with) {
    int growth = with.length - (to - from);
    ensure(Math.max(growth, 0));
    System.arraycopy(bytes, to, bytes, to + growth, length - to);
    System.arraycopy(with, 0, bytes, from, with.length);
    length += growth;
  }
}
