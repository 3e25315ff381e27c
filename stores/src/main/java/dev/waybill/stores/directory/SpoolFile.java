package dev.waybill.stores.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of the spool, from its creation to its removal. It and its folder stay open meanwhile, and
 * all that is done with it is done with what is open, not with what lies under its name. Used by
 * one thread.
 */
final class SpoolFile implements AutoCloseable {
  /** Of the service's user and group; audit events are not for everybody on the machine. */
  private static final int MODE = 0640;

  private static final Logger log = LoggerFactory.getLogger(SpoolFile.class);

  private final Way folder;
  private final Path path;
  private final int number;
  private final FileChannel channel;
  private boolean closed;

  private SpoolFile(Way folder, Path path, int number, FileChannel channel) {
    this.folder = folder;
    this.path = path;
    this.number = number;
    this.channel = channel;
  }

  /**
   * Creates it; fails if anything has its name.
   *
   * @param folder closed with the file, also if it cannot be created
   */
  static SpoolFile create(Way folder, Path path) throws IOException {
    int number;
    try {
      number = folder.create(path, MODE);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
    try {
      FileChannel channel = FileChannel.open(Posix.opened(number), StandardOpenOption.WRITE);
      return new SpoolFile(folder, path, number, channel);
    } catch (IOException | RuntimeException e) {
      remove(folder, path, number);
      throw e;
    }
  }

  FileChannel channel() {
    return channel;
  }

  Way folder() {
    return folder;
  }

  /** By the file system's clock. */
  Instant written() throws IOException {
    return attributes(Posix.opened(number)).lastModifiedTime().toInstant();
  }

  int owner() throws IOException {
    return (int) Files.getAttribute(Posix.opened(number), "unix:uid");
  }

  /** Gives it its name; fails if that is taken. */
  void link(Way to, Path target) throws IOException {
    folder.link(number, path, to, target);
  }

  /** Whether it has that name already; a link to it does not count. */
  boolean isAt(Way to, Path target) throws IOException {
    Path there = to.held().resolve(String.valueOf(target.getFileName()));
    Object key = key(Posix.opened(number));
    return key != null && key.equals(key(there, LinkOption.NOFOLLOW_LINKS));
  }

  /** Removes it from the spool. */
  @Override
  public void close() {
    if (!closed) {
      closed = true; // its number may be another file's from now on
      try {
        channel.close();
      } catch (IOException e) {
        log.warn("could not close {}: {}", path, e.toString());
      }
      remove(folder, path, number);
    }
  }

  /** NFS keeps a file that is removed while it is open, under another name. */
  private static void remove(Way folder, Path path, int number) {
    try (folder) {
      try {
        Posix.close(number, path);
      } finally {
        folder.remove(path);
      }
    } catch (IOException e) {
      log.warn("could not remove {}: {}", path, e.toString());
    }
  }

  private static @Nullable Object key(Path path, LinkOption... options) throws IOException {
    return attributes(path, options).fileKey();
  }

  private static BasicFileAttributes attributes(Path path, LinkOption... options)
      throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, options);
  }
}
