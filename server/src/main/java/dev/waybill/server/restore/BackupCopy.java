package dev.waybill.server.restore;

import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import dev.waybill.server.backup.Backup;
import dev.waybill.server.backup.Backup.StoredFile;
import dev.waybill.server.backup.BackupFolder;
import dev.waybill.server.backup.Sha256;
import dev.waybill.server.datadir.DurableFiles;
import dev.waybill.server.datadir.StartRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Copies the files of a backup, and believes none of them before its checksum is right. */
final class BackupCopy {
  private static final long MARGIN = 256L << 20;

  private final Backup backup;
  private final BackupFolder from;

  BackupCopy(Backup backup, BackupFolder from) {
    this.backup = requireNonNull(backup, "backup is null");
    this.from = requireNonNull(from, "from is null");
  }

  /**
   * Looks at what can be told without reading everything.
   *
   * @throws StartRefusedException if a file is missing or has another length; names it
   */
  void requireWhole() throws IOException {
    for (StoredFile stored : backup.files()) {
      Path file = from.file(stored);
      if (!Files.isRegularFile(file)) {
        throw damaged(file, "is missing");
      }
      if (Files.size(file) != stored.bytes()) {
        throw damaged(file, "has " + Files.size(file) + " bytes, not " + stored.bytes());
      }
    }
  }

  /**
   * @throws StartRefusedException if a file was altered; names it
   */
  void requireUnaltered(StoredFile stored) throws IOException {
    require(stored, Sha256.read(from.file(stored), _ -> {}));
  }

  /**
   * @throws StartRefusedException if the disk has not enough room
   */
  void requireSpace(Path target) throws IOException {
    Path existing = target;
    while (!Files.exists(existing)) {
      existing = Objects.requireNonNull(existing.getParent(), "the root exists");
    }
    FileStore store = Files.getFileStore(existing);
    long needed = backup.bytes() + MARGIN;
    if (store.getUsableSpace() < needed) {
      throw new StartRefusedException(
          "The disk of %s has %d MiB free, and the backup needs %d MiB: make room, or restore to another disk."
              .formatted(target, store.getUsableSpace() >> 20, needed >> 20));
    }
  }

  /**
   * Copies everything but the key; it is on stable storage when this returns.
   *
   * @throws StartRefusedException if a file was altered; names it
   */
  void to(Path target) throws IOException {
    DurableFiles.createFolder(target.resolve("log"));
    DurableFiles.createFolder(target.resolve("keys"));
    for (StoredFile stored : backup.files()) {
      if (!isKey(stored)) {
        copy(stored, target.resolve(stored.path()));
      }
    }
  }

  boolean isKey(StoredFile stored) {
    return from.file(stored).equals(from.key());
  }

  private void copy(StoredFile stored, Path copy) throws IOException {
    DurableFiles.createEmpty(copy);
    try (FileChannel out = FileChannel.open(copy, WRITE)) {
      require(stored, Sha256.read(from.file(stored), bytes -> writeAll(out, bytes)));
      out.force(true);
    }
  }

  private void require(StoredFile stored, String sha256) {
    if (!sha256.equals(stored.sha256())) {
      throw damaged(from.file(stored), "is not the file that the backup was made with");
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static StartRefusedException damaged(Path file, String how) {
    return new StartRefusedException(
        "The backup is damaged: its file " + file + " " + how + ". Restore another backup.");
  }
}
