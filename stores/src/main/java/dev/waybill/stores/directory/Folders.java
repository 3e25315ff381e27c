package dev.waybill.stores.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Creates folders below a root and makes their entries durable. Links are never followed. */
final class Folders {
  /** Of the service's user and group; audit events are not for everybody on the machine. */
  static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE = mode("rwxr-x---");

  static final FileAttribute<Set<PosixFilePermission>> FILE_MODE = mode("rw-r-----");

  private Folders() {}

  /** Creates what is missing of the way from the root down to {@code folder}. */
  static void create(Path root, Path folder) throws IOException {
    Path at = root;
    for (Path name : root.relativize(folder)) {
      at = at.resolve(name);
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        createOne(at);
      }
    }
  }

  /**
   * Makes durable that {@code folder} and all above it up to the root hold what they hold, also
   * what an earlier process that crashed had created.
   */
  static void force(Path root, Path folder) throws IOException {
    for (Path at = folder; ; at = at.resolveSibling("")) {
      try (FileChannel channel = FileChannel.open(at, StandardOpenOption.READ)) {
        channel.force(true);
      }
      if (at.equals(root)) {
        return;
      }
    }
  }

  private static void createOne(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, FOLDER_MODE);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        NotDirectoryException refused = new NotDirectoryException(folder.toString());
        refused.initCause(e);
        throw refused;
      }
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
