package dev.waybill.verify;

import java.io.IOException;

/** What is stored as it is. */
record PlainContent(StoredBytes stored) implements Content {

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!stored.available()) {
      return -1;
    }
    int some = Math.min(length, stored.remaining());
    System.arraycopy(stored.buffer(), stored.position(), into, offset, some);
    stored.skip(some);
    return some;
  }
}
