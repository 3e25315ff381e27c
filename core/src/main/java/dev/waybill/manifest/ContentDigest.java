package dev.waybill.manifest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * What a manifest says of an object's content, taken while the content goes by in pieces of any
 * size; large ones cost least. Makes no object for a line. Used by one thread.
 */
public final class ContentDigest {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LINE_FEEDS = ONES * '\n';

  private final MessageDigest sha256 = Digests.sha256();
  private final MerkleTree lines = new MerkleTree();
  private long bytes;
  private boolean inLine;

  /**
   * What the content was.
   *
   * @param lines the last one counts even if no line feed ended it
   * @param endsWithLine whether the content is empty or its last byte is a line feed
   */
  public record Result(
      long bytes, long lines, boolean endsWithLine, Sha256 sha256, Sha256 merkleRoot) {}

  /** Appends a piece of the content; not kept after the call. */
  public void append(byte[] piece, int offset, int length) {
    sha256.update(piece, offset, length);
    bytes += length;
    int to = offset + length;
    int from = offset;
    for (int end = lineFeed(piece, from, to); end < to; end = lineFeed(piece, from, to)) {
      lines.append(piece, from, end - from);
      lines.endLeaf();
      inLine = false;
      from = end + 1;
    }
    if (from < to) {
      lines.append(piece, from, to - from);
      inLine = true;
    }
  }

  /** Ends the content; nothing may be appended after it. */
  public Result end() {
    boolean endsWithLine = !inLine;
    if (inLine) {
      lines.endLeaf();
    }
    return new Result(
        bytes, lines.leaves(), endsWithLine, Sha256.at(sha256.digest(), 0), lines.root());
  }

  /** Where the first line feed stands, or {@code to}; looks at eight bytes at a time. */
  public static int lineFeed(byte[] text, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONG.get(text, at) ^ LINE_FEEDS;
      long marks = (word - ONES) & ~word & HIGHS;
      if (marks != 0) {
        return at + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    while (at < to && text[at] != '\n') {
      at++;
    }
    return at;
  }
}
