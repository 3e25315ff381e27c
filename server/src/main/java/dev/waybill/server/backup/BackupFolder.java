package dev.waybill.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.backup.Backup.StoredFile;
import dev.waybill.server.datadir.DurableFiles;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.secrets.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The folder of a backup. All is private to its owner, and on stable storage before {@code
 * backup.json} is.
 *
 * <pre>
 * backup.json         what the others are; its presence says that the backup is complete
 * control.db          the control plane
 * log/                the event log
 * keys/secrets.json   the key that encrypts secrets, if it was asked for
 * </pre>
 */
public record BackupFolder(Path path) {
  static final String KEY = "keys/" + SecretKey.FILE;

  private static final String INDEX = "backup.json";

  public BackupFolder {
    path = path.toAbsolutePath().normalize();
  }

  public Path controlPlane() {
    return path.resolve("control.db");
  }

  public Path log() {
    return path.resolve("log");
  }

  public Path key() {
    return path.resolve(KEY);
  }

  /**
   * Makes the folder a backup.
   *
   * @throws IllegalStateException if the control plane or the log is missing
   */
  void complete(Backup backup) throws IOException {
    if (!backup.isWhole()) {
      throw new IllegalStateException("the control plane or the event log is missing in " + path);
    }
    DurableFiles.write(path.resolve(INDEX), BackupJson.write(backup).getBytes(UTF_8));
  }

  /**
   * What the backup says of itself; its files are checked when they are copied.
   *
   * @throws StartRefusedException if it is none, or of a newer version
   */
  public Backup read() {
    Path index = path.resolve(INDEX);
    try {
      return BackupJson.read(Files.readString(index, UTF_8));
    } catch (NoSuchFileException e) {
      throw new StartRefusedException(
          path
              + " holds no complete backup: it has no file "
              + INDEX
              + ", which is written last. Take another backup.");
    } catch (IOException e) {
      throw new StartRefusedException("The backup's file " + index + " cannot be read: " + e, e);
    } catch (BackupJson.UnreadableException e) {
      throw new StartRefusedException("The backup's file " + index + " " + e.getMessage() + ".", e);
    }
  }

  /** Where a file of the backup is. */
  public Path file(StoredFile file) {
    return path.resolve(file.path());
  }
}
