package dev.waybill.format;

import java.util.ArrayList;
import java.util.List;

class PlainEncoderTest extends EncoderContract {
  private static final int BLOCK = 4096;

  private final Encoders encoders = Encoders.portable();

  @Override
  protected Encoders encoders() {
    return encoders;
  }

  @Override
  protected Compression compression() {
    return Compression.NONE;
  }

  @Override
  protected byte[] read(byte[] object) {
    return object;
  }

  @Override
  protected byte[] readByProgram(byte[] object) {
    return object;
  }

  /** An object without compression shows no blocks. */
  @Override
  protected List<Integer> contentOfBlocks(byte[] object) {
    List<Integer> sizes = new ArrayList<>();
    for (int at = 0; at < object.length; at += BLOCK) {
      sizes.add(Math.min(BLOCK, object.length - at));
    }
    return sizes;
  }
}
