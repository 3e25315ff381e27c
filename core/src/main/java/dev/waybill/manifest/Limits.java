package dev.waybill.manifest;

/** What the numbers of a document may be. */
final class Limits {
  /** What twelve digits hold. */
  static final long LAST_SEQUENCE = 999_999_999_999L;

  /** The largest whole number that every JSON reader keeps: 2^53 - 1. */
  static final long LARGEST_COUNT = (1L << 53) - 1;

  private Limits() {}

  static void requireSequence(long sequence, String name) {
    require(sequence >= 1 && sequence <= LAST_SEQUENCE, name + " is not 1 to 999999999999");
  }

  static void requireCount(long count, long least, String name) {
    require(count >= least && count <= LARGEST_COUNT, name + " is not " + least + " to 2^53 - 1");
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
