package dev.waybill.server.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip, RFC 1952, that is in memory: all members, and nothing but members. Java's own stream
 * passes over what follows the first member if it looks wrong, and events would go lost with it.
 */
final class GzipMembers extends InputStream {
  private static final int FIXED_HEADER = 10;
  private static final int TRAILER = 8;
  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final byte[] gzip;
  private final int end;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int at;
  private boolean inMember;

  GzipMembers(byte[] gzip, int length) {
    this.gzip = gzip;
    this.end = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (!inMember) {
        if (at == end && at > 0) {
          return -1;
        }
        startMember();
      }
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        crc.update(bytes, offset, count);
        return count;
      }
      endMember();
    }
  }

  @Override
  public void close() {
    inflater.end();
  }

  /** Zero at the end of the member. */
  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      int count = inflater.inflate(bytes, offset, length);
      if (count == 0 && !inflater.finished()) {
        throw new EOFException("gzip ends too early");
      }
      return count;
    } catch (DataFormatException e) {
      throw new IOException("not gzip", e);
    }
  }

  private void startMember() throws IOException {
    need(FIXED_HEADER);
    if (unsigned(at) != 0x1f || unsigned(at + 1) != 0x8b || unsigned(at + 2) != 8) {
      throw new IOException("not gzip");
    }
    int start = at;
    int flags = unsigned(at + 3);
    if ((flags & RESERVED) != 0) {
      throw new IOException("not gzip as RFC 1952 has it");
    }
    at += FIXED_HEADER;
    if ((flags & HAS_EXTRA) != 0) {
      need(2);
      int extra = unsigned(at) | unsigned(at + 1) << 8;
      at += 2;
      need(extra);
      at += extra;
    }
    skipText(flags & HAS_NAME);
    skipText(flags & HAS_COMMENT);
    if ((flags & HAS_HEADER_CRC) != 0) {
      checkHeader(start);
    }
    inflater.reset();
    inflater.setInput(gzip, at, end - at);
    crc.reset();
    inMember = true;
  }

  private void checkHeader(int start) throws IOException {
    need(2);
    crc.reset();
    crc.update(gzip, start, at - start);
    if ((crc.getValue() & 0xffff) != (unsigned(at) | unsigned(at + 1) << 8)) {
      throw new IOException("the check sum of gzip's header is wrong");
    }
    at += 2;
  }

  private void endMember() throws IOException {
    at = end - inflater.getRemaining();
    need(TRAILER);
    boolean sameCrc = littleEndian(at) == (int) crc.getValue();
    boolean sameSize = littleEndian(at + 4) == (int) inflater.getBytesWritten();
    if (!sameCrc || !sameSize) {
      throw new IOException("gzip's check sum is wrong");
    }
    at += TRAILER;
    inMember = false;
  }

  private void skipText(int present) throws IOException {
    if (present != 0) {
      do {
        need(1);
      } while (gzip[at++] != 0);
    }
  }

  private void need(int bytes) throws EOFException {
    if (end - at < bytes) {
      throw new EOFException("gzip ends too early");
    }
  }

  private int unsigned(int index) {
    return gzip[index] & 0xff;
  }

  private int littleEndian(int index) {
    return unsigned(index)
        | unsigned(index + 1) << 8
        | unsigned(index + 2) << 16
        | unsigned(index + 3) << 24;
  }
}
