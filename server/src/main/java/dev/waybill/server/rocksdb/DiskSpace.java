package dev.waybill.server.rocksdb;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room the file system of the log has. Cheap enough to ask for each group of appends. */
public interface DiskSpace {

  /** Bytes of the whole file system. */
  long total() throws IOException;

  /** Bytes that the log may still take. */
  long usable() throws IOException;

  /** That of the file system in which the folder lies. */
  static DiskSpace of(Path folder) {
    return new DiskSpace() {
      @Override
      public long total() throws IOException {
        return store().getTotalSpace();
      }

      @Override
      public long usable() throws IOException {
        return store().getUsableSpace();
      }

      private FileStore store() throws IOException {
        return Files.getFileStore(folder);
      }
    };
  }
}
