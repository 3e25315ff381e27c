package dev.waybill.verify;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** zstd (RFC 8878): one frame or more, and nothing between or after them. */
final class ZstdContent implements Content {
  private final StoredBytes stored;
  private final ZstdDecompressCtx context;
  private final ZstdHeader header = new ZstdHeader();
  private boolean inFrame = true;

  /**
   * @param context used only until the content ends
   */
  ZstdContent(StoredBytes stored, ZstdDecompressCtx context) {
    this.stored = stored;
    this.context = context;
    context.reset();
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException, DamagedObjectException {
    ByteBuffer to = ByteBuffer.wrap(into, offset, most);
    while (true) {
      // After a frame's last byte was taken, some of its content may still be to come.
      boolean more = stored.available();
      if (!more && !inFrame) {
        return -1;
      }
      int next = more ? header.take(stored.buffer(), stored.position(), stored.remaining()) : 0;
      ByteBuffer from = ByteBuffer.wrap(stored.buffer(), stored.position(), next);
      int before = from.position();
      inFrame = !decompress(to, from);
      if (!inFrame) {
        header.begin();
      }
      stored.skip(from.position() - before);
      int some = to.position() - offset;
      if (some > 0) {
        return some;
      }
      if (!more && inFrame) {
        throw new DamagedObjectException("it ends in the middle of a zstd frame, or is empty");
      }
    }
  }

  /** Whether a frame has ended. */
  private boolean decompress(ByteBuffer to, ByteBuffer from) throws DamagedObjectException {
    try {
      return context.decompressByteBufferStream(to, from);
    } catch (ZstdException e) {
      throw new DamagedObjectException("what is compressed in it is damaged");
    }
  }
}
