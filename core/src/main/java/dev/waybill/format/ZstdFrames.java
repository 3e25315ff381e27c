package dev.waybill.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.util.ZstdVersion;

/** zstd (RFC 8878), one frame with its size and checksum per block. */
final class ZstdFrames implements BlockCompressor {
  private static final int LEVEL = 3;

  private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);

  private ZstdFrames() {}

  static Codec codec() {
    return new Codec(
        "zstd-" + libraryVersion() + "-" + LEVEL,
        blockBytes -> Math.toIntExact(Zstd.compressBound(blockBytes)),
        ZstdFrames::new);
  }

  @Override
  public int compress(byte[] block, int length, byte[] into) {
    return context.compressByteArray(into, 0, into.length, block, 0, length);
  }

  @Override
  public void close() {
    context.close();
  }

  /** Without the number that the Java binding appends. */
  private static String libraryVersion() {
    String version = ZstdVersion.VERSION;
    int binding = version.indexOf('-');
    return binding < 0 ? version : version.substring(0, binding);
  }
}
