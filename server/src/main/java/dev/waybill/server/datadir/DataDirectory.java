package dev.waybill.server.datadir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that holds everything the service keeps, open for this process alone until it is
 * closed or the process ends.
 *
 * <pre>
 * format       the version of this layout; its presence says that the folder is complete
 * lock         locked by the process that uses the folder
 * control.db   the control plane
 * log/         the event log
 * keys/        the key that encrypts secrets
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
  private static final int VERSION = 1;
  private static final Pattern FORMAT_LINE = Pattern.compile("waybill-data ([0-9]{1,9})\\s*");
  private static final Set<String> BEFORE_FORMAT = Set.of("lock", "format.unfinished");
  static final String FORMAT = "format";
  static final String LOG = "log";
  static final String KEYS = "keys";
  static final String CONTROL_PLANE = "control.db";

  private static final List<String> FOLDERS = List.of(LOG, KEYS);

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens the folder, and makes it first if there is none or an empty one. A crash while it is made
   * leaves one that the next call completes.
   *
   * @throws StartRefusedException if another process uses it, a newer version made it, or it holds
   *     other things
   */
  public static DataDirectory open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      DurableFiles.createFolder(path);
      FileChannel lock = lock(path);
      try {
        checkOrCreate(path);
        return new DataDirectory(path, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartRefusedException(
          "The data directory " + path + " cannot be used: " + oneLine(e), e);
    }
  }

  public Path path() {
    return path;
  }

  public Path log() {
    return path.resolve(LOG);
  }

  public Path keys() {
    return path.resolve(KEYS);
  }

  public Path controlPlane() {
    return path.resolve(CONTROL_PLANE);
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
   * @throws StartRefusedException if another process uses the folder
   */
  static FileChannel lock(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path.resolve("lock"), CREATE, WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: refused like any other's.
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new StartRefusedException(
        "The data directory "
            + path
            + " is in use by another Waybill server: stop that one, or give this one a data"
            + " directory of its own.");
  }

  private static void checkOrCreate(Path path) throws IOException {
    Path format = path.resolve(FORMAT);
    if (Files.exists(format)) {
      check(path, Files.readString(format, UTF_8));
      DirectoryInRestore.forget(path);
      return;
    }
    DirectoryInRestore.refuseUnfinished(path);
    refuseStrangers(path);
    for (String folder : FOLDERS) {
      DurableFiles.createFolder(path.resolve(folder));
    }
    writeFormat(path);
  }

  /** What makes the folder a data directory. */
  static void writeFormat(Path path) throws IOException {
    DurableFiles.write(path.resolve(FORMAT), ("waybill-data " + VERSION + "\n").getBytes(UTF_8));
  }

  private static void check(Path path, String text) {
    Matcher line = FORMAT_LINE.matcher(text);
    if (!line.matches()) {
      throw new StartRefusedException(
          "The file "
              + path.resolve(FORMAT)
              + " is damaged: restore the data directory from a backup.");
    }
    int version = Integer.parseInt(line.group(1));
    if (version != VERSION) {
      throw new StartRefusedException(
          "The data directory "
              + path
              + " has format "
              + version
              + ", this version of Waybill knows format "
              + VERSION
              + ": run the version that made it, or a newer one.");
    }
  }

  /** Whoever names a folder by mistake must not find our files in it. */
  private static void refuseStrangers(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.toList()) {
        String name = String.valueOf(entry.getFileName());
        boolean ours = BEFORE_FORMAT.contains(name) || (FOLDERS.contains(name) && isEmpty(entry));
        if (!ours) {
          throw new StartRefusedException(
              "The folder "
                  + path
                  + " is not a Waybill data directory: it holds '"
                  + name.replaceAll("\\p{Cntrl}", "?")
                  + "' but no file 'format'. Give an empty folder or a new one.");
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  static String oneLine(IOException e) {
    return e.toString().replaceAll("\\p{Cntrl}", " ");
  }
}
