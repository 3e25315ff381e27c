package dev.waybill.format;

/** Compresses one whole block at a time. Used by one thread at a time; holds native memory. */
interface BlockCompressor extends AutoCloseable {

  /**
   * Compresses the first {@code length} bytes of a block into something that a reader decompresses
   * by itself.
   *
   * @param into has room for the codec's bound
   * @return how many bytes of {@code into} are the result
   */
  int compress(byte[] block, int length, byte[] into);

  @Override
  void close();
}
