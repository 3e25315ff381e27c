package dev.waybill.format;

/** No compression. */
final class PlainBlocks implements BlockCompressor {

  private PlainBlocks() {}

  static Codec codec() {
    return new Codec("none", blockBytes -> blockBytes, PlainBlocks::new);
  }

  @Override
  public int compress(byte[] block, int length, byte[] into) {
    System.arraycopy(block, 0, into, 0, length);
    return length;
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
