package dev.waybill.server.datadir;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that becomes a data directory when everything in it was restored from a backup. Until
 * then it holds the file {@code restoring}, by which it is refused: as a data directory, and for
 * another restore. Open for this process alone.
 */
public final class DirectoryInRestore implements AutoCloseable {
  private static final String RESTORING = "restoring";
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;

  private DirectoryInRestore(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Begins with a folder that is absent or empty.
   *
   * @throws StartRefusedException if it is in use, or holds anything
   */
  public static DirectoryInRestore begin(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      if (Files.exists(path)) {
        requireEmpty(path); // before a lock file is left in what is none of ours
      }
      DurableFiles.createFolder(path);
      FileChannel lock = DataDirectory.lock(path);
      try {
        requireEmpty(path);
        DurableFiles.write(path.resolve(RESTORING), "from a backup\n".getBytes(UTF_8));
        return new DirectoryInRestore(path, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartRefusedException(
          "The data directory " + path + " cannot be used: " + DataDirectory.oneLine(e), e);
    }
  }

  public Path path() {
    return path;
  }

  public Path log() {
    return path.resolve(DataDirectory.LOG);
  }

  public Path keys() {
    return path.resolve(DataDirectory.KEYS);
  }

  public Path controlPlane() {
    return path.resolve(DataDirectory.CONTROL_PLANE);
  }

  /**
   * Everything is in it and on stable storage: makes it a data directory. If a power cut brings
   * {@code restoring} back, the next start removes it.
   */
  public void complete() throws IOException {
    DataDirectory.writeFormat(path);
    Files.delete(path.resolve(RESTORING));
  }

  /**
   * Removes what was restored so far, so that it can be tried again. First of all it is no data
   * directory any more: it may end half removed.
   */
  public void empty() throws IOException {
    Files.deleteIfExists(path.resolve(DataDirectory.FORMAT));
    DurableFiles.sync(path);
    List<Path> restored;
    try (Stream<Path> all = Files.walk(path)) {
      restored = all.sorted(Comparator.reverseOrder()).filter(this::isRestored).toList();
    }
    for (Path each : restored) {
      Files.delete(each);
    }
    Files.delete(path.resolve(RESTORING));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws StartRefusedException if a restore into that folder did not come to its end
   */
  static void refuseUnfinished(Path path) {
    Path restoring = path.resolve(RESTORING);
    if (Files.exists(restoring) || Files.exists(DurableFiles.unfinished(restoring))) {
      throw new StartRefusedException(
          "A restore into " + path + " did not finish: delete the folder and restore again.");
    }
  }

  /** Ends a restore that came to its end but for this. */
  static void forget(Path path) throws IOException {
    Files.deleteIfExists(path.resolve(RESTORING));
  }

  private static void requireEmpty(Path path) throws IOException {
    if (Files.exists(path.resolve(DataDirectory.FORMAT))) {
      throw new StartRefusedException(
          path
              + " is a data directory already: restore into a new folder, or move that one away"
              + " first.");
    }
    refuseUnfinished(path);
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.toList()) {
        String name = String.valueOf(entry.getFileName());
        if (!name.equals(LOCK)) {
          throw new StartRefusedException(
              "The folder "
                  + path
                  + " is not empty: it holds '"
                  + name.replaceAll("\\p{Cntrl}", "?")
                  + "'. Restore into an empty folder or a new one.");
        }
      }
    }
  }

  private boolean isRestored(Path entry) {
    return !entry.equals(path)
        && !entry.equals(path.resolve(LOCK))
        && !entry.equals(path.resolve(RESTORING));
  }
}
