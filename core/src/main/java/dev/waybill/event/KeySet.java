package dev.waybill.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The keys of the objects that are open at one point of a text: inner ones on top of outer ones.
 * Keys are places in the output, where each key but for the case of hexadecimal digits has one
 * form.
 *
 * <p>The first keys of an object are compared one by one; further ones are hashed, so that an
 * object of a hundred thousand keys, chosen to collide or not, costs little more per key than a
 * small one.
 */
final class KeySet {
  private static final int COMPARED = 32;
  private static final long LOWER_CASE = 0x2020202020202020L;

  private long[] prints = new long[4 * COMPARED];
  private int[] starts = new int[4 * COMPARED];
  private int[] ends = new int[4 * COMPARED];
  private int size;

  /** By how many keys lie below the object's own; these are different for objects that have any. */
  private final Map<Integer, Set<String>> hashed = new HashMap<>();

  /** Forgets all, after a text that was not read to its end. */
  void clear() {
    size = 0;
    hashed.clear();
  }

  /** Opens an object inside those that are open; returns what the other methods need. */
  int open() {
    return size;
  }

  void close(int object) {
    if (size - object == COMPARED) {
      hashed.remove(object);
    }
    size = object;
  }

  /**
   * Adds a key to the innermost object.
   *
   * @param start after the opening quote
   * @param end before the closing quote; at least {@link Words#BYTES} bytes follow in the array
   * @return whether it is the first of its kind in this object
   */
  boolean add(int object, byte[] text, int start, int end) {
    long print = print(text, start, end);
    for (int i = object; i < size; i++) {
      if (prints[i] == print && same(text, starts[i], ends[i], start, end)) {
        return false;
      }
    }
    if (size - object == COMPARED) {
      return hashed.computeIfAbsent(object, none -> new HashSet<>()).add(plain(text, start, end));
    }
    if (size == prints.length) {
      prints = Arrays.copyOf(prints, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    prints[size] = print;
    starts[size] = start;
    ends[size] = end;
    size++;
    return true;
  }

  /** Length, first and last bytes of a key, whatever its case. */
  private static long print(byte[] text, int start, int end) {
    int length = end - start;
    long head = Words.get(text, start);
    if (length < Words.BYTES) {
      return length == 0 ? 0 : ((head & (-1L >>> (64 - 8 * length))) | LOWER_CASE) * 31 + length;
    }
    long tail = Words.get(text, end - Words.BYTES);
    return ((head | LOWER_CASE) * 31 + (tail | LOWER_CASE)) * 31 + length;
  }

  private static boolean same(byte[] text, int start, int end, int otherStart, int otherEnd) {
    return Arrays.equals(text, start, end, text, otherStart, otherEnd)
        || (hasEscape(text, start, end)
            && plain(text, start, end).equals(plain(text, otherStart, otherEnd)));
  }

  private static boolean hasEscape(byte[] text, int start, int end) {
    return Words.indexOf((byte) '\\', text, start, end) < end;
  }

  /** One string for each key: its bytes, with the hexadecimal digits of escapes in one case. */
  private static String plain(byte[] text, int start, int end) {
    return hasEscape(text, start, end)
        ? '\\' + JsonText.decode(text, start, end)
        : new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
