package dev.waybill.format;

/**
 * Turns the lines of one object into its bytes and sends them on, block by block. Used by one
 * thread.
 */
public interface Encoder extends AutoCloseable {

  /** Appends a range of bytes; not kept after the call. May send a finished block on. */
  void append(byte[] bytes, int offset, int length);

  /** Sends what is left. Nothing may be appended after it. */
  void finish();

  /** How many bytes were sent on so far. */
  long storedBytes();

  /** Gives the buffers back, finished or not; sends nothing. Twice is as good as once. */
  @Override
  void close();
}
