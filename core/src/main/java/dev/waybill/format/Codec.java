package dev.waybill.format;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** A way to compress, with idle compressors kept for reuse. Safe for use by many threads. */
final class Codec {
  private static final int MOST_IDLE = 16;

  private final String name;
  private final IntUnaryOperator bound;
  private final Supplier<BlockCompressor> compressors;
  private final ArrayBlockingQueue<BlockCompressor> idle = new ArrayBlockingQueue<>(MOST_IDLE);

  /**
   * @param name its name, version and level
   * @param bound how long the result of a block of that many bytes may be
   */
  Codec(String name, IntUnaryOperator bound, Supplier<BlockCompressor> compressors) {
    this.name = name;
    this.bound = bound;
    this.compressors = compressors;
  }

  String name() {
    return name;
  }

  int compressedBound(int blockBytes) {
    return bound.applyAsInt(blockBytes);
  }

  BlockCompressor take() {
    BlockCompressor used = idle.poll();
    return used == null ? compressors.get() : used;
  }

  void giveBack(BlockCompressor compressor) {
    if (!idle.offer(compressor)) {
      compressor.close();
    }
  }
}
