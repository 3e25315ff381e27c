package dev.waybill.server.secrets;

import dev.waybill.server.datadir.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;

/** A key file as it was at some moment. */
public final class KeyFileCopy {
  private final byte[] content;

  KeyFileCopy(byte[] content) {
    this.content = content;
  }

  /** Writes it, private to its owner; on stable storage when this returns. */
  public void write(Path file) throws IOException {
    DurableFiles.write(file, content);
  }

  @Override
  public String toString() {
    return "KeyFileCopy[...]";
  }
}
