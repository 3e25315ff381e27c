package dev.waybill.stores.directory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders from a root down to one below it, each opened in the one above it and never by a
 * link, and held open. So it stays the same way whatever others put under those names meanwhile.
 */
final class Way implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Way.class);

  /** Of the service's user and group; audit events are not for everybody on the machine. */
  static final int SHARED = 0750;

  /** Of the service's user alone. */
  static final int PRIVATE = 0700;

  /** The last one first. */
  private final Deque<Opened> folders = new ArrayDeque<>();

  private record Opened(int number, Path path) {}

  private Way() {}

  /**
   * Opens it, and makes what is missing of it, but for the root.
   *
   * @param root may be a link: the operator named it
   * @param mode of folders that are made, less the umask
   * @throws java.nio.file.NotDirectoryException if a file or a link is in the way
   */
  static Way to(Path root, Path folder, int mode) throws IOException {
    Way way = new Way();
    try {
      way.folders.push(new Opened(Posix.open(root), root));
      Path at = root;
      for (Path name : root.relativize(folder)) {
        at = at.resolve(name);
        way.goOn(at, mode);
      }
      return way;
    } catch (IOException | RuntimeException e) {
      way.close();
      throw e;
    }
  }

  /**
   * Creates a file at the end of this way; fails if anything has its name, a link included.
   *
   * @return its number, which is to be closed
   */
  int create(Path file, int mode) throws IOException {
    return Posix.createIn(last().number(), file, mode);
  }

  /**
   * Links a file that was created at the end of this way to the end of another; fails if the name
   * is taken.
   */
  void link(int number, Path file, Way other, Path target) throws IOException {
    Posix.link(number, last().number(), file, other.last().number(), target);
  }

  /** Removes a name at the end of this way. */
  void remove(Path file) throws IOException {
    Posix.removeIn(last().number(), file);
  }

  /**
   * A path to the last folder for calls of Java's, which holds whatever lies under the folder's
   * name meanwhile. macOS has none, and is given that name.
   */
  Path held() {
    return Posix.MAC ? last().path() : Posix.opened(last().number());
  }

  /**
   * Makes durable that the folders hold what they hold, also what an earlier process that crashed
   * had created. A file system that cannot do that for folders does it in its own time.
   */
  void force() throws IOException {
    for (Opened folder : folders) {
      try {
        Posix.force(folder.number(), folder.path());
      } catch (FileSystemException e) {
        if (!isImpossible(e)) {
          throw e;
        }
        log.debug("{} cannot be forced", folder.path(), e);
      }
    }
  }

  private static boolean isImpossible(FileSystemException exception) {
    return Errno.in(String.valueOf(exception.getReason()))
        .filter(errno -> errno == Errno.INVALID || errno == Errno.NOT_SUPPORTED)
        .isPresent();
  }

  @Override
  public void close() {
    for (Opened folder : folders) {
      try {
        Posix.close(folder.number(), folder.path());
      } catch (IOException e) {
        log.warn("could not close {}: {}", folder.path(), e.toString());
      }
    }
  }

  private void goOn(Path folder, int mode) throws IOException {
    int above = last().number();
    int number;
    try {
      number = Posix.openIn(above, folder);
    } catch (NoSuchFileException e) {
      make(above, folder, mode);
      number = Posix.openIn(above, folder);
    }
    folders.push(new Opened(number, folder));
  }

  private static void make(int above, Path folder, int mode) throws IOException {
    try {
      Posix.makeFolderIn(above, folder, mode);
    } catch (FileAlreadyExistsException e) {
      log.debug("{} was made meanwhile", folder, e);
    }
  }

  private Opened last() {
    return folders.getFirst();
  }
}
