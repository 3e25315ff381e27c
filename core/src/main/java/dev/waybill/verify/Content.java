package dev.waybill.verify;

import java.io.IOException;

/** The content of an object, decompressed from its first stored byte to its last. */
sealed interface Content permits PlainContent, GzipContent, ZstdContent {

  /**
   * Puts some content there.
   *
   * @return how many bytes, or -1 at the end
   * @throws DamagedObjectException if the stored bytes are nothing that can be decompressed
   */
  int read(byte[] into, int offset, int length) throws IOException, DamagedObjectException;
}
