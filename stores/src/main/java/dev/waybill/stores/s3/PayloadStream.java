package dev.waybill.stores.s3;

import static java.util.Objects.checkFromIndexSize;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/** Reads slices one after the other. */
final class PayloadStream extends InputStream {
  private final Iterator<ByteBuffer> rest;
  private ByteBuffer current = ByteBuffer.allocate(0);

  PayloadStream(List<ByteBuffer> slices) {
    rest = slices.iterator();
  }

  @Override
  public int read() {
    return atEnd() ? -1 : current.get() & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (atEnd()) {
      return -1;
    }
    int count = Math.min(length, current.remaining());
    current.get(bytes, offset, count);
    return count;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    long count = 0;
    while (!atEnd()) {
      out.write(current.array(), current.arrayOffset() + current.position(), current.remaining());
      count += current.remaining();
      current.position(current.limit());
    }
    return count;
  }

  private boolean atEnd() {
    while (!current.hasRemaining()) {
      if (!rest.hasNext()) {
        return true;
      }
      current = rest.next().duplicate();
    }
    return false;
  }
}
