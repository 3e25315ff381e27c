package dev.waybill.server.datadir;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Files and folders that are there, whole, after a power cut once the call has returned. */
public final class DurableFiles {
  private static final String OWNERS_FILE = "rw-------";
  private static final String OWNERS_FOLDER = "rwx------";

  private DurableFiles() {}

  /**
   * Writes a file that only its owner can read: whole under another name, synced, renamed, and the
   * folder synced. After a crash in the middle the old file, or none, is there; a rest of the other
   * name is replaced by the next call. Not for concurrent calls of one file.
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path unfinished = unfinished(file);
    Files.deleteIfExists(unfinished);
    try (FileChannel channel =
        FileChannel.open(unfinished, EnumSet.of(CREATE_NEW, WRITE), ownerOnly(file, OWNERS_FILE))) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, ATOMIC_MOVE);
    sync(folderOf(file));
  }

  /** Creates an empty file that only its owner can read, unless the file is there. */
  public static void createEmpty(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file, ownerOnly(file, OWNERS_FILE));
      sync(folderOf(file));
    }
  }

  /** Creates a folder, and those above it, that only its owner can enter. */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folderOf(folder);
    createFolder(parent);
    Files.createDirectory(folder, ownerOnly(folder, OWNERS_FOLDER));
    sync(parent);
  }

  /** Lets only its owner read a file, or enter a folder, that somebody else made. */
  public static void makePrivate(Path path) throws IOException {
    if (hasPosixPermissions(path)) {
      Files.setPosixFilePermissions(
          path, permissions(Files.isDirectory(path) ? OWNERS_FOLDER : OWNERS_FILE));
    }
  }

  /** The name under which a file is written until it is whole. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".unfinished");
  }

  /** Brings to stable storage what was written to a file, or which files a folder has. */
  public static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, READ)) {
      channel.force(true);
    }
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root has no parent");
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return hasPosixPermissions(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(permissions))}
        : new FileAttribute<?>[0];
  }

  private static boolean hasPosixPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static Set<PosixFilePermission> permissions(String text) {
    return PosixFilePermissions.fromString(text);
  }
}
