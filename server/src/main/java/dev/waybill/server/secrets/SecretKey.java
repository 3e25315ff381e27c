package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.waybill.server.datadir.DurableFiles;
import dev.waybill.server.datadir.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Encrypts secrets with the keyset in a file (AES-256-GCM). The file is on stable storage before
 * anything is encrypted with it. Safe for use by many threads.
 */
public final class SecretKey {
  /** The name of the key's file in its folder. */
  public static final String FILE = "secrets.json";

  private final KeysetHandle keyset;
  private final Aead aead;

  private SecretKey(KeysetHandle keyset, Configuration tink) throws GeneralSecurityException {
    this.keyset = keyset;
    this.aead = keyset.getPrimitive(tink, Aead.class);
  }

  /**
   * Opens the key in {@code folder}.
   *
   * @param expected the id of the key that was used before; empty if nothing was ever encrypted,
   *     and only then a missing key is made
   * @throws StartRefusedException if the key is missing, damaged or another one
   */
  public static SecretKey open(Path folder, Optional<String> expected) {
    Path file = folder.resolve(FILE);
    SecretKey key = read(file, expected);
    expected.ifPresent(id -> key.require(file, id));
    return key;
  }

  /**
   * Looks at a key file that is not in its place yet.
   *
   * @throws StartRefusedException if it is missing, damaged or another one
   */
  public static void requireKey(Path file, String id) {
    read(file, Optional.of(id)).require(file, id);
  }

  private void require(Path file, String id) {
    if (!id.equals(id())) {
      throw new StartRefusedException(
          file
              + " is not the key that encrypted the stored secrets (key "
              + id()
              + ", needed "
              + id
              + "): put the right key file back.");
    }
  }

  /** Tells this key from others; no secret. */
  public String id() {
    return Integer.toUnsignedString(keyset.getPrimary().getId());
  }

  public byte[] encrypt(byte[] clear, SecretBinding binding) {
    try {
      return aead.encrypt(clear, binding.associatedData());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt the secret of " + binding, e);
    }
  }

  /** Fails if the ciphertext was changed or was made for another binding. */
  public byte[] decrypt(byte[] sealed, SecretBinding binding) {
    try {
      return aead.decrypt(sealed, binding.associatedData());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot decrypt the secret of " + binding, e);
    }
  }

  @Override
  public String toString() {
    return "SecretKey[" + id() + "]";
  }

  private static SecretKey read(Path file, Optional<String> expected) {
    Configuration tink = AeadConfig2026.get();
    try {
      if (Files.exists(file)) {
        return new SecretKey(parse(Files.readString(file, UTF_8), tink), tink);
      }
      if (expected.isPresent()) {
        throw new StartRefusedException(
            file
                + " is missing, and without it the stored secrets cannot be decrypted: put the key"
                + " file back (key "
                + expected.get()
                + ").");
      }
      return new SecretKey(create(file, tink), tink);
    } catch (GeneralSecurityException e) {
      // Without its cause, which might quote the file.
      throw new StartRefusedException(file + " does not hold a key: put the right key file back.");
    } catch (IOException e) {
      throw new StartRefusedException("The key file " + file + " cannot be used: " + e, e);
    }
  }

  private static KeysetHandle parse(String text, Configuration tink)
      throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(text, tink, InsecureSecretKeyAccess.get());
  }

  private static KeysetHandle create(Path file, Configuration tink)
      throws GeneralSecurityException, IOException {
    KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, tink);
    String text =
        TinkJsonProtoKeysetFormat.serializeKeyset(keyset, tink, InsecureSecretKeyAccess.get());
    DurableFiles.write(file, text.getBytes(UTF_8));
    return keyset;
  }
}
