package dev.waybill.verify;

import dev.waybill.manifest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The bytes of an object as stored, digested as they are read. One for many objects in turn. */
final class StoredBytes {
  private static final int BUFFER_BYTES = 1 << 17;

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final MessageDigest sha256;
  private InputStream in = InputStream.nullInputStream();
  private int position;
  private int limit;
  private long read;

  StoredBytes() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Goes on with another object. */
  void begin(InputStream object) {
    in = object;
    position = 0;
    limit = 0;
    read = 0;
    sha256.reset();
  }

  /** Whether a byte is at hand, after reading more if there was none. */
  boolean available() throws IOException {
    if (position < limit) {
      return true;
    }
    int more = in.read(buffer, 0, buffer.length);
    if (more <= 0) {
      return false;
    }
    sha256.update(buffer, 0, more);
    read += more;
    position = 0;
    limit = more;
    return true;
  }

  /** The next byte, without sign. */
  int next() throws IOException, DamagedObjectException {
    if (!available()) {
      throw new DamagedObjectException("it ends too early");
    }
    return buffer[position++] & 0xff;
  }

  /** What holds the bytes at hand, from {@link #position} on. */
  byte[] buffer() {
    return buffer;
  }

  int position() {
    return position;
  }

  /** How many bytes are at hand. */
  int remaining() {
    return limit - position;
  }

  void skip(int bytes) {
    position += bytes;
  }

  long bytesRead() {
    return read;
  }

  /** The hash of all bytes; only when they were read to the end. */
  Sha256 sha256() {
    return Sha256.at(sha256.digest(), 0);
  }
}
