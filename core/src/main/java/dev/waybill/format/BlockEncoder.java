package dev.waybill.format;

import dev.waybill.storage.ObjectUpload;

/** Gathers blocks of a fixed size and compresses each by itself. */
final class BlockEncoder implements Encoder {
  private final Codec codec;
  private final BlockCompressor compressor;
  private final ContentReader reader;
  private final ObjectUpload to;
  private final byte[] block;
  private final byte[] compressed;
  private int filled;
  private long storedBytes;
  private boolean closed;

  /**
   * @param blockBytes the size of every block but the last
   * @param reader sees each block before it is compressed
   */
  BlockEncoder(Codec codec, int blockBytes, ContentReader reader, ObjectUpload to) {
    this.codec = codec;
    this.reader = reader;
    this.to = to;
    this.block = new byte[blockBytes];
    this.compressed = new byte[codec.compressedBound(blockBytes)];
    this.compressor = codec.take();
  }

  @Override
  public void append(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      int taken = Math.min(left, block.length - filled);
      System.arraycopy(bytes, from, block, filled, taken);
      filled += taken;
      from += taken;
      left -= taken;
      if (filled == block.length) {
        sendBlock();
      }
    }
  }

  @Override
  public void finish() {
    if (filled > 0) {
      sendBlock();
    }
  }

  @Override
  public long storedBytes() {
    return storedBytes;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true; // given back twice, it would be shared by two objects, which both spoil
      codec.giveBack(compressor);
    }
  }

  private void sendBlock() {
    reader.read(block, 0, filled);
    int length = compressor.compress(block, filled, compressed);
    to.write(compressed, 0, length);
    storedBytes += length;
    filled = 0;
  }
}
