package dev.waybill.verify;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * gzip (RFC 1952): one member or more, and nothing between or after them. The platform's own stream
 * takes bytes after a member for its end.
 */
final class GzipContent implements Content {
  private static final int FIRST_MAGIC = 0x1f;
  private static final int SECOND_MAGIC = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;
  private static final int FIELDS_WITHOUT_MEANING = 6;

  private final StoredBytes stored;
  private final Inflater inflater;
  private final CRC32 crc = new CRC32();
  private long length;
  private boolean inMember;
  private boolean hadMember;

  /**
   * @param inflater without header and trailer; used only until the content ends
   */
  GzipContent(StoredBytes stored, Inflater inflater) {
    this.stored = stored;
    this.inflater = inflater;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException, DamagedObjectException {
    while (true) {
      if (!inMember && !beginMember()) {
        return -1;
      }
      int some = inflate(into, offset, most);
      if (inflater.finished()) {
        endMember();
      } else if (some == 0 && !stored.available()) {
        throw new DamagedObjectException("it ends in the middle of a gzip member");
      }
      if (some > 0) {
        return some;
      }
    }
  }

  /** Inflates into there what is at hand; nothing if that is too little. */
  private int inflate(byte[] into, int offset, int most) throws DamagedObjectException {
    int had = stored.remaining();
    inflater.setInput(stored.buffer(), stored.position(), had);
    int some;
    try {
      some = inflater.inflate(into, offset, most);
    } catch (DataFormatException e) {
      throw new DamagedObjectException("what is compressed in it is damaged");
    }
    if (inflater.needsDictionary()) {
      throw new DamagedObjectException("it needs a dictionary");
    }
    stored.skip(had - inflater.getRemaining());
    crc.update(into, offset, some);
    length += some;
    return some;
  }

  private boolean beginMember() throws IOException, DamagedObjectException {
    if (!stored.available()) {
      if (!hadMember) {
        throw new DamagedObjectException("it is empty");
      }
      return false;
    }
    readHeader();
    inflater.reset();
    crc.reset();
    length = 0;
    inMember = true;
    hadMember = true;
    return true;
  }

  private void endMember() throws IOException, DamagedObjectException {
    if (littleEndian(Integer.BYTES) != crc.getValue()) {
      throw new DamagedObjectException("the CRC of a gzip member is wrong");
    }
    if (littleEndian(Integer.BYTES) != (length & 0xffff_ffffL)) {
      throw new DamagedObjectException("the length of a gzip member is wrong");
    }
    inMember = false;
  }

  /**
   * The checksum of the header's own bytes is taken on the way, for the rare case that it has one.
   */
  private void readHeader() throws IOException, DamagedObjectException {
    crc.reset();
    if (header() != FIRST_MAGIC || header() != SECOND_MAGIC || header() != DEFLATE) {
      throw new DamagedObjectException("where a gzip member should begin is something else");
    }
    int flags = header();
    if ((flags & RESERVED) != 0) {
      throw new DamagedObjectException("a gzip member has flags that nobody knows");
    }
    skipHeader(FIELDS_WITHOUT_MEANING);
    if ((flags & EXTRA) != 0) {
      skipHeader(header() | header() << Byte.SIZE);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      long expected = crc.getValue() & 0xffff;
      if (littleEndian(Short.BYTES) != expected) {
        throw new DamagedObjectException("the CRC of a gzip header is wrong");
      }
    }
  }

  private int header() throws IOException, DamagedObjectException {
    int next = stored.next();
    crc.update(next);
    return next;
  }

  private void skipHeader(int bytes) throws IOException, DamagedObjectException {
    for (int i = 0; i < bytes; i++) {
      header();
    }
  }

  private void skipText() throws IOException, DamagedObjectException {
    int next = header();
    while (next != 0) {
      next = header();
    }
  }

  private long littleEndian(int bytes) throws IOException, DamagedObjectException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) stored.next() << (i * Byte.SIZE);
    }
    return value;
  }
}
