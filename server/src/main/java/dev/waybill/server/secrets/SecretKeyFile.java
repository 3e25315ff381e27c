package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import dev.waybill.server.datadir.DurableFiles;
import dev.waybill.server.datadir.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;

/** The file that holds the keyset: in clear, or encrypted by a key that lies elsewhere. */
final class SecretKeyFile {
  private static final byte[] PURPOSE = "waybill-key-file".getBytes(UTF_8);

  private final Path file;
  private final KeyProtection protection;
  private final Configuration tink = AeadConfig2026.get();

  SecretKeyFile(Path file, KeyProtection protection) {
    this.file = requireNonNull(file, "file is null");
    this.protection = requireNonNull(protection, "protection is null");
  }

  Path path() {
    return file;
  }

  /**
   * The keyset; empty if there is no file.
   *
   * @throws StartRefusedException if it is damaged, or cannot be decrypted
   */
  Optional<KeysetHandle> read() {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String text = Files.readString(file, UTF_8);
      Optional<SealedKeyset> sealed = SealedKeyset.read(text);
      return Optional.of(sealed.isPresent() ? open(sealed.get()) : parse(text));
    } catch (GeneralSecurityException e) {
      // Without its cause, which might quote the file.
      throw damaged(file);
    } catch (IOException e) {
      throw new StartRefusedException("The key file " + file + " cannot be used: " + e, e);
    }
  }

  /** Whether the file is protected in another way than it shall be. */
  boolean isProtectedOtherwise() throws IOException, GeneralSecurityException {
    Optional<String> by =
        SealedKeyset.read(Files.readString(file, UTF_8)).map(SealedKeyset::protectedBy);
    return !by.equals(protection.current().map(KeyEncryptionKey::name));
  }

  /**
   * Replaces the file; the new one is on stable storage when this returns. A crash in the middle
   * leaves the old one or the new one.
   */
  void write(KeysetHandle keyset) throws IOException, KeyEncryptionException {
    DurableFiles.write(file, text(keyset).getBytes(UTF_8));
  }

  /** The process that wrote it may have died before it had synced the folder. */
  void sync() throws IOException {
    DurableFiles.sync(file);
    DurableFiles.sync(Objects.requireNonNull(file.getParent(), "the file has a folder"));
  }

  private String text(KeysetHandle keyset) throws KeyEncryptionException {
    try {
      if (protection.current().isEmpty()) {
        return TinkJsonProtoKeysetFormat.serializeKeyset(
            keyset, tink, InsecureSecretKeyAccess.get());
      }
      KeyEncryptionKey by = protection.current().get();
      KeyElsewhere asked = KeyElsewhere.toEncrypt(by);
      String sealed =
          TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(keyset, asked, PURPOSE, tink);
      return new SealedKeyset(by.name(), asked.encryptedBy(), KeyIds.of(keyset), sealed).write();
    } catch (KeyEncryptionException.Carried e) {
      throw e.carried();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a keyset cannot be written", e);
    }
  }

  private KeysetHandle open(SealedKeyset sealed) throws GeneralSecurityException {
    KeyEncryptionKey by =
        protection
            .named(sealed.protectedBy())
            .orElseThrow(() -> new StartRefusedException(advice(sealed.protectedBy())));
    try {
      return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
          sealed.keyset(), KeyElsewhere.toDecrypt(by, sealed.encryptedBy()), PURPOSE, tink);
    } catch (KeyEncryptionException.Carried e) {
      throw new StartRefusedException(
          "The key file " + file + " cannot be decrypted: " + e.carried().getMessage());
    }
  }

  private String advice(String name) {
    return "The key file %s is encrypted with the key %s: set secrets.kms-key to that, or secrets.kms-key-before if it shall be encrypted with another key, or with none, from now on."
        .formatted(file, name);
  }

  private KeysetHandle parse(String text) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(text, tink, InsecureSecretKeyAccess.get());
  }

  static StartRefusedException damaged(Path file) {
    return new StartRefusedException(file + " does not hold a key: put the right key file back.");
  }
}
