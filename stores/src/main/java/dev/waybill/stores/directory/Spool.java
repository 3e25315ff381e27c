package dev.waybill.stores.directory;

import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hidden folder of a root in which objects are written before they get their name. Tenants' ids
 * do not start with a dot, so it is nobody's folder. Safe for use by many threads, and by several
 * services that share the root.
 */
final class Spool {
  static final String NAME = ".waybill-spool";

  private static final Logger log = LoggerFactory.getLogger(Spool.class);
  private static final String ENDING = ".part";
  private static final int WRITABLE_BY_OTHERS = 0022;

  /** Longer than any upload goes on without a write. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path root;
  private final Path folder;
  private final TimeSource time;
  private final Supplier<UUID> ids;

  /** Of the files of this process, which it removes itself. */
  private final String ours;

  private final AtomicLong cleanAgain = new AtomicLong(Long.MIN_VALUE);

  Spool(Path root, TimeSource time, Supplier<UUID> ids) {
    this.root = root;
    this.time = time;
    this.ids = ids;
    folder = root.resolve(NAME);
    ours = ids.get() + ".";
  }

  /**
   * The file of an object that is begun.
   *
   * @throws SpoolNotPrivateException if others could exchange it for another
   */
  SpoolFile newFile() throws IOException {
    cleanOnceADay();
    return create();
  }

  /** Removes what crashed processes left behind, as far as that is possible. */
  void cleanOnceADay() {
    Instant now = time.now();
    long due = cleanAgain.get();
    if (now.getEpochSecond() >= due
        && cleanAgain.compareAndSet(due, now.plus(ABANDONED).getEpochSecond())
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      clean();
    }
  }

  private SpoolFile create() throws IOException {
    Way way = Way.to(root, folder, Way.PRIVATE);
    SpoolFile file = SpoolFile.create(way, folder.resolve(ours + ids.get() + ENDING));
    try {
      requirePrivate(way.held(), file.owner());
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * The owner is told from that of a file made there, since a file system that is mounted from
   * elsewhere may know the service's user by another number. What a mount opened to the group, as
   * Kubernetes does with {@code fsGroup}, is closed again.
   */
  private void requirePrivate(Path held, int owner) throws IOException {
    if ((int) Files.getAttribute(held, "unix:uid") != owner) {
      throw new SpoolNotPrivateException(folder);
    }
    if (isOpenToOthers(held)) {
      try {
        Files.setPosixFilePermissions(held, PosixFilePermissions.fromString("rwx------"));
      } catch (IOException e) {
        log.warn("could not take from others the right to write to {}: {}", folder, e.toString());
      }
      if (isOpenToOthers(held)) {
        throw new SpoolNotPrivateException(folder);
      }
    }
  }

  private static boolean isOpenToOthers(Path held) throws IOException {
    return ((int) Files.getAttribute(held, "unix:mode") & WRITABLE_BY_OTHERS) != 0;
  }

  /**
   * The age of another process's file is told by a new one's: both have the time of the file
   * system, whose clock may be another machine's, and wrong.
   */
  private void clean() {
    try (SpoolFile now = create();
        DirectoryStream<Path> files = Files.newDirectoryStream(now.folder().held(), "*" + ENDING)) {
      Instant limit = now.written().minus(ABANDONED);
      for (Path file : files) {
        if (!String.valueOf(file.getFileName()).startsWith(ours) && isAbandoned(file, limit)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.warn("could not clean {}: {}", folder, e.toString());
    }
  }

  private static boolean isAbandoned(Path file, Instant limit) throws IOException {
    try {
      BasicFileAttributes is =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return is.isRegularFile() && is.lastModifiedTime().toInstant().isBefore(limit);
    } catch (NoSuchFileException e) {
      return false; // has its name by now
    }
  }
}
