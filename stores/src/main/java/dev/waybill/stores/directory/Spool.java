package dev.waybill.stores.directory;

import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hidden folder of a root in which objects are written before they get their name. Tenants' ids
 * do not start with a dot, so it is nobody's folder.
 */
final class Spool {
  static final String NAME = ".waybill-spool";

  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  /** Longer than any upload goes on without a write. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path root;
  private final Path folder;

  Spool(Path root) {
    this.root = root;
    folder = root.resolve(NAME);
  }

  Path newFile() throws IOException {
    Folders.create(root, folder);
    return folder.resolve(UUID.randomUUID() + ".part");
  }

  /** Removes what crashed processes left behind, as far as that is possible. */
  void clean(TimeSource time) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Instant limit = time.now().minus(ABANDONED);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.part")) {
      for (Path file : files) {
        Instant written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        if (written.isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      log.warn("could not clean {}: {}", folder, e.toString());
    }
  }
}
