package dev.waybill.server.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * A control plane's file with all tables and nothing in them: migrations take longer than tests.
 */
public final class MigratedFile {
  private static final byte[] BYTES = migrated();

  private MigratedFile() {}

  /** Puts one there, unless there is a file. */
  public static Path at(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.write(file, BYTES);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] migrated() {
    try {
      Path folder = Files.createTempDirectory("waybill-migrated");
      Path file = folder.resolve("control.db");
      Database.open(file).close();
      byte[] bytes = Files.readAllBytes(file);
      FileSystemUtils.deleteRecursively(folder);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
