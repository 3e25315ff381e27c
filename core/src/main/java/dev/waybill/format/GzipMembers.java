package dev.waybill.format;

import com.intel.gkl.compression.IntelDeflater;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * gzip (RFC 1952), one member per block. The header is always the same: no name, no time, unknown
 * system, so that equal lines make equal members wherever the same encoder runs; but for one in a
 * thousand or so of GKL's compressors, which makes some members otherwise.
 */
final class GzipMembers implements BlockCompressor {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int TRAILER_BYTES = 8;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final boolean RAW = true;

  static final int JDK_LEVEL = 6;
  static final int GKL_LEVEL = 2;

  /** Part of the encoder's name, because another version may make other bytes. */
  static final String GKL_VERSION = "0.9.1";

  private final Deflater deflater;
  private final CRC32 crc = new CRC32();

  private GzipMembers(Deflater deflater) {
    this.deflater = deflater;
  }

  static Codec jdk() {
    return new Codec(
        "jdk-" + JDK_LEVEL,
        GzipMembers::bound,
        () -> new GzipMembers(new Deflater(JDK_LEVEL, RAW)));
  }

  /** Intel's library, where this machine can load it. */
  static Optional<Codec> gkl() {
    if (!new IntelDeflater().load(null)) {
      return Optional.empty();
    }
    return Optional.of(
        new Codec(
            "gkl-" + GKL_VERSION + "-" + GKL_LEVEL,
            GzipMembers::bound,
            () -> new GzipMembers(new IntelDeflater(GKL_LEVEL, RAW))));
  }

  /** Incompressible bytes take at most nine bits each, besides block headers. */
  private static int bound(int blockBytes) {
    return HEADER.length + blockBytes + blockBytes / 8 + 1024 + TRAILER_BYTES;
  }

  /**
   * The whole block in one call, and to the start of the array: GKL ends its stream with every call
   * of {@code deflate}, and refuses any other offset.
   */
  @Override
  public int compress(byte[] block, int length, byte[] into) {
    deflater.reset();
    deflater.setInput(block, 0, length);
    deflater.finish();
    int deflated = deflater.deflate(into, 0, into.length);
    int end = HEADER.length + deflated;
    if (!deflater.finished() || end + TRAILER_BYTES > into.length) {
      throw new IllegalStateException("a block of " + length + " bytes outgrew its bound");
    }
    System.arraycopy(into, 0, into, HEADER.length, deflated);
    System.arraycopy(HEADER, 0, into, 0, HEADER.length);
    crc.reset();
    crc.update(block, 0, length);
    INT.set(into, end, (int) crc.getValue());
    INT.set(into, end + Integer.BYTES, length);
    return end + TRAILER_BYTES;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
