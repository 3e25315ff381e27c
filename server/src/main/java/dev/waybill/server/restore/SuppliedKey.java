package dev.waybill.server.restore;

import dev.waybill.server.backup.Backup;
import dev.waybill.server.backup.BackupFolder;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.secrets.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The key file that a restored server will have. */
final class SuppliedKey {
  private SuppliedKey() {}

  /**
   * The content of the file that was given, or else of the one in the backup, if there is any.
   *
   * @throws StartRefusedException if it lacks a key that encrypted the backup's secrets
   */
  static Optional<byte[]> of(Backup backup, BackupFolder from, Optional<Path> given) {
    Optional<Path> file =
        given.or(() -> backup.holdsKey() ? Optional.of(from.key()) : Optional.empty());
    return file.map(path -> read(path, backup.secretKeys()));
  }

  private static byte[] read(Path file, List<String> ids) {
    if (!Files.isRegularFile(file)) {
      throw new StartRefusedException("There is no key file " + file + ".");
    }
    SecretKey.requireKeys(file, ids);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new StartRefusedException("The key file " + file + " cannot be read: " + e, e);
    }
  }
}
