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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;

/** Files and folders that are there, whole, after a power cut once the call has returned. */
public final class DurableFiles {

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
        FileChannel.open(unfinished, EnumSet.of(CREATE_NEW, WRITE), ownerOnly(file, "rw-------"))) {
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
      Files.createFile(file, ownerOnly(file, "rw-------"));
      sync(folderOf(file));
    }
  }

  /** Creates a folder, and those above it, that only its owner can enter. */
  static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folderOf(folder);
    createFolder(parent);
    Files.createDirectory(folder, ownerOnly(folder, "rwx------"));
    sync(parent);
  }

  /** The name under which a file is written until it is whole. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".unfinished");
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root has no parent");
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
