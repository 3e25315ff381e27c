package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.waybill.server.datadir.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts secrets with the keyset in a file (AES-256-GCM). A key is in the file, on stable
 * storage, before anything is encrypted with it. Safe for use by many threads.
 */
public final class SecretKey {
  /** The name of the key's file in its folder. */
  public static final String FILE = "secrets.json";

  private static final Configuration TINK = AeadConfig2026.get();

  /** A reader holds a row for milliseconds; a rotation takes longer. */
  private static final int MOST_IN_USE = 100;

  /**
   * What this process uses: also the last keys that were removed from the file since it started,
   * for a reader may still hold what was encrypted with one.
   */
  private record Used(KeysetHandle keyset, Aead aead) {
    static Used of(KeysetHandle keyset) throws GeneralSecurityException {
      return new Used(keyset, keyset.getPrimitive(TINK, Aead.class));
    }
  }

  private final SecretKeyFile file;
  private KeysetHandle stored;
  private volatile Used used;

  private SecretKey(SecretKeyFile file, KeysetHandle stored) throws GeneralSecurityException {
    this.file = file;
    this.stored = stored;
    this.used = Used.of(stored);
  }

  /** Opens a key file that nothing else protects. */
  public static SecretKey open(Path folder, Collection<String> recorded) {
    return open(folder, KeyProtection.NONE, recorded);
  }

  /**
   * Opens the keys in {@code folder}. If the file shall be protected in another way than it is, it
   * is written anew first.
   *
   * @param recorded the ids of the keys that were used before; none if nothing was ever encrypted,
   *     and only then a missing key is made
   * @throws StartRefusedException if the file is missing or damaged, or cannot be decrypted
   */
  public static SecretKey open(Path folder, KeyProtection protection, Collection<String> recorded) {
    SecretKeyFile file = new SecretKeyFile(folder.resolve(FILE), protection);
    try {
      Optional<KeysetHandle> found = file.read();
      if (found.isEmpty() && !recorded.isEmpty()) {
        throw missing(file.path(), recorded);
      }
      KeysetHandle keyset =
          found.isPresent()
              ? found.get()
              : KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
      if (!KeyIds.areAllMarked(keyset)) {
        throw SecretKeyFile.damaged(file.path());
      }
      if (found.isEmpty() || file.isProtectedOtherwise()) {
        file.write(keyset);
      } else {
        file.sync();
      }
      return new SecretKey(file, keyset);
    } catch (GeneralSecurityException e) {
      // Without its cause, which might quote the file.
      throw SecretKeyFile.damaged(file.path());
    } catch (KeyEncryptionException e) {
      throw new StartRefusedException(
          "The key file " + file.path() + " cannot be encrypted: " + e.getMessage());
    } catch (IOException e) {
      throw new StartRefusedException("The key file " + file.path() + " cannot be used: " + e, e);
    }
  }

  /**
   * Looks at a key file that is not in its place yet; it need not be decrypted for that.
   *
   * @throws StartRefusedException if it is missing, damaged or lacks one of these keys
   */
  public static void requireKeys(Path file, Collection<String> ids) {
    require(file, idsIn(file, ids), ids);
  }

  private static List<String> idsIn(Path file, Collection<String> needed) {
    try {
      if (!Files.exists(file)) {
        throw missing(file, needed);
      }
      Optional<SealedKeyset> sealed = SealedKeyset.read(Files.readString(file, UTF_8));
      if (sealed.isPresent()) {
        return sealed.get().ids();
      }
      return KeyIds.of(new SecretKeyFile(file, KeyProtection.NONE).read().orElseThrow());
    } catch (GeneralSecurityException e) {
      throw SecretKeyFile.damaged(file);
    } catch (IOException e) {
      throw new StartRefusedException("The key file " + file + " cannot be used: " + e, e);
    }
  }

  /**
   * Makes sure that these keys are there.
   *
   * @throws StartRefusedException if one is not
   */
  public void require(Collection<String> ids) {
    require(file.path(), ids(), ids);
  }

  private static void require(Path file, List<String> there, Collection<String> needed) {
    if (!there.containsAll(needed)) {
      throw new StartRefusedException(
          "%s is not the key that encrypted the stored secrets (it has key %s, needed is %s): put the right key file back."
              .formatted(file, String.join(", ", there), String.join(", ", needed)));
    }
  }

  private static StartRefusedException missing(Path file, Collection<String> ids) {
    return new StartRefusedException(
        "%s is missing, and without it the stored secrets cannot be decrypted: put the key file back (key %s)."
            .formatted(file, String.join(", ", ids)));
  }

  /** Tells the key that encrypts from others; no secret. */
  public String id() {
    return KeyIds.text(used.keyset().getPrimary().getId());
  }

  /** The ids of all keys in the file, the oldest first. */
  public synchronized List<String> ids() {
    return KeyIds.of(stored);
  }

  /** The id of the key in the file that encrypts, now or after {@link #useNewest}. */
  public synchronized String newestId() {
    return KeyIds.text(stored.getPrimary().getId());
  }

  /** With these bytes begins whatever the key of that id encrypts. */
  public static byte[] prefix(String id) {
    return KeyIds.prefix(id);
  }

  /**
   * Adds a key to the file. It decrypts from now on, and encrypts after {@link #useNewest}. A crash
   * in the middle leaves the file as it was, or with the new key.
   *
   * @throws KeyEncryptionException if what protects the file did not let that happen
   */
  synchronized void add() throws KeyEncryptionException {
    try {
      KeysetHandle.Builder builder =
          KeysetHandle.newBuilder(used.keyset())
              .setConfiguration(TINK)
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId());
      if (builder.size() > MOST_IN_USE) {
        builder.deleteAt(0);
      }
      KeysetHandle more = builder.build();
      KeysetHandle next =
          KeysetHandle.newBuilder(stored)
              .setConfiguration(TINK)
              .addEntry(KeysetHandle.importKey(more.getAt(more.size() - 1).getKey()).makePrimary())
              .build();
      file.write(next);
      used = Used.of(more);
      stored = next;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no key can be added", e);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Encrypts with the newest key in the file from now on. */
  synchronized void useNewest() {
    try {
      KeysetHandle.Builder builder = KeysetHandle.newBuilder(used.keyset()).setConfiguration(TINK);
      int newest = stored.getPrimary().getId();
      for (int index = 0; index < used.keyset().size(); index++) {
        if (used.keyset().getAt(index).getId() == newest) {
          builder.getAt(index).makePrimary();
        }
      }
      used = Used.of(builder.build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the newest key cannot be used", e);
    }
  }

  /**
   * Removes all keys but the newest from the file; nothing that is stored may be encrypted with
   * them. A crash in the middle leaves the file as it was, or without them.
   *
   * @throws KeyEncryptionException if what protects the file did not let that happen
   */
  synchronized void removeOthers() throws KeyEncryptionException {
    if (stored.size() == 1) {
      return;
    }
    try {
      KeysetHandle alone =
          KeysetHandle.newBuilder()
              .setConfiguration(TINK)
              .addEntry(KeysetHandle.importKey(stored.getPrimary().getKey()).makePrimary())
              .build();
      file.write(alone);
      stored = alone;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the old keys cannot be removed", e);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private UncheckedIOException cannotWrite(IOException e) {
    return new UncheckedIOException("the key file " + file.path() + " cannot be written", e);
  }

  /**
   * The file as it is after {@code copying}, and was throughout: with every key that a copy of the
   * stored secrets, which is made in it, needs.
   */
  public synchronized KeyFileCopy fileOfCopy(Runnable copying) {
    copying.run();
    try {
      return new KeyFileCopy(Files.readAllBytes(file.path()));
    } catch (IOException e) {
      throw new UncheckedIOException("the key file " + file.path() + " cannot be read", e);
    }
  }

  public byte[] encrypt(byte[] clear, SecretBinding binding) {
    try {
      return used.aead().encrypt(clear, binding.associatedData());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt the secret of " + binding, e);
    }
  }

  /** Fails if the ciphertext was changed or was made for another binding. */
  public byte[] decrypt(byte[] sealed, SecretBinding binding) {
    try {
      return used.aead().decrypt(sealed, binding.associatedData());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot decrypt the secret of " + binding, e);
    }
  }

  @Override
  public String toString() {
    return "SecretKey[" + id() + "]";
  }
}
