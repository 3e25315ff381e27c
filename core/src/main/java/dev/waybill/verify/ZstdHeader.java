package dev.waybill.verify;

/**
 * The first bytes of a zstd frame (RFC 8878, section 3.1.1.1), of which the window's size is read:
 * whoever decompresses a frame takes so much memory. Shown to the decompressor one by one, so that
 * it is never given the last one of a header with a window that is too large.
 */
final class ZstdHeader {
  /** What RFC 8878 recommends that every decoder supports, and levels up to 19 take. */
  private static final long LARGEST_WINDOW = 8 << 20;

  private static final int[] MAGIC = {0x28, 0xb5, 0x2f, 0xfd};
  private static final int SINGLE_SEGMENT = 0x20;
  private static final int[] ID_BYTES = {0, 1, 2, 4};
  private static final int[] SIZE_BYTES = {0, 2, 4, 8};
  private static final int ADDED_TO_TWO_BYTES = 256;
  private static final int LEAST_WINDOW_LOG = 10;

  private int taken;
  private int length = MAGIC.length + 1;
  private boolean ended;
  private boolean singleSegment;
  private int sizeBytes;
  private long contentBytes;

  /** Another frame begins. */
  void begin() {
    taken = 0;
    length = MAGIC.length + 1;
    ended = false;
    contentBytes = 0;
  }

  /**
   * How many of the bytes at hand may be decompressed next.
   *
   * @param count 1 at least
   */
  int take(byte[] from, int offset, int count) throws DamagedObjectException {
    if (ended) {
      return count;
    }
    take(from[offset] & 0xff);
    return 1;
  }

  private void take(int next) throws DamagedObjectException {
    int at = taken++;
    if (at < MAGIC.length) {
      ended = next != MAGIC[at]; // a frame without content, or none: the decompressor knows
      return;
    }
    if (at == MAGIC.length) {
      describe(next);
    } else if (at == MAGIC.length + 1 && !singleSegment) {
      requireWindow((1L << (LEAST_WINDOW_LOG + (next >> 3))) * (8 + (next & 7)) / 8);
    } else if (at >= length - sizeBytes) {
      contentBytes |= (long) next << ((at - length + sizeBytes) * Byte.SIZE);
    }
    ended = taken == length;
    if (ended && singleSegment) {
      requireWindow(sizeBytes == 2 ? contentBytes + ADDED_TO_TWO_BYTES : contentBytes);
    }
  }

  private void describe(int descriptor) {
    singleSegment = (descriptor & SINGLE_SEGMENT) != 0;
    int sizeCode = descriptor >> 6;
    sizeBytes = sizeCode == 0 && singleSegment ? 1 : SIZE_BYTES[sizeCode];
    length = taken + (singleSegment ? 0 : 1) + ID_BYTES[descriptor & 3] + sizeBytes;
  }

  private static void requireWindow(long bytes) throws DamagedObjectException {
    if (bytes < 0 || bytes > LARGEST_WINDOW) {
      throw new DamagedObjectException("a zstd frame takes a window of more than 8 MiB");
    }
  }
}
