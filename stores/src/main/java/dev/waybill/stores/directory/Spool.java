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
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hidden folder of a root in which objects are written before they get their name. Tenants' ids
 * do not start with a dot, so it is nobody's folder. Safe for use by many threads.
 */
final class Spool {
  static final String NAME = ".waybill-spool";

  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  /** Longer than any upload goes on without a write. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path root;
  private final Path folder;
  private final TimeSource time;
  private final AtomicLong cleanAgain = new AtomicLong(Long.MIN_VALUE);

  Spool(Path root, TimeSource time) {
    this.root = root;
    this.time = time;
    folder = root.resolve(NAME);
  }

  /** A name for an object that is begun. */
  Path newFile() throws IOException {
    cleanOnceADay();
    Way.to(root, folder, Way.PRIVATE).close();
    return folder.resolve(UUID.randomUUID() + ".part");
  }

  /** Removes what crashed processes left behind, as far as that is possible. */
  void cleanOnceADay() {
    Instant now = time.now();
    long due = cleanAgain.get();
    if (now.getEpochSecond() >= due
        && cleanAgain.compareAndSet(due, now.plus(ABANDONED).getEpochSecond())
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      clean(now.minus(ABANDONED));
    }
  }

  private void clean(Instant limit) {
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
