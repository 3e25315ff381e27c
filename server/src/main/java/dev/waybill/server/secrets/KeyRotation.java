package dev.waybill.server.secrets;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.secrets.StoredSecrets.Sealed;
import dev.waybill.time.TimeSource;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts all secrets with a new key, while they are read and written. After a crash at any moment
 * everything can be decrypted with the file that is there, and the rotation can be finished.
 */
final class KeyRotation {
  private static final int BATCH = 100;

  private final SecretKey key;
  private final StoredSecrets secrets;
  private final TimeSource time;
  private final Listener listener;
  private final int batch;

  /** Watches. */
  interface Listener {
    /** Told of each step before it is done. */
    void begins(RotationStep step);

    /** So many secrets have been encrypted anew. */
    void encrypted(int count);
  }

  KeyRotation(SecretKey key, StoredSecrets secrets, TimeSource time, Listener listener) {
    this(key, secrets, time, listener, BATCH);
  }

  /**
   * @param batch how many secrets one transaction replaces at most
   */
  KeyRotation(SecretKey key, StoredSecrets secrets, TimeSource time, Listener listener, int batch) {
    this.batch = batch;
    this.key = requireNonNull(key, "key is null");
    this.secrets = requireNonNull(secrets, "secrets is null");
    this.time = requireNonNull(time, "time is null");
    this.listener = requireNonNull(listener, "listener is null");
  }

  /** Whether one has begun and not ended: its key is not the only one. */
  boolean isUnfinished() {
    return key.ids().size() > 1 || !secrets.keys().equals(List.of(key.newestId()));
  }

  /**
   * Rotates, or finishes a rotation that was cut short.
   *
   * @throws KeyEncryptionException if what protects the key file did not let it be written
   */
  void run() throws KeyEncryptionException, InterruptedException {
    if (!isUnfinished()) {
      listener.begins(RotationStep.ADDING_KEY);
      key.add();
    }
    listener.begins(RotationStep.RECORDING_KEY);
    secrets.record(key.newestId(), time.now());
    key.useNewest();
    do {
      encryptAll();
      listener.begins(RotationStep.FORGETTING_OLD_KEY);
    } while (!secrets.forgetOthers(key.id()));
    listener.begins(RotationStep.REMOVING_OLD_KEY);
    key.removeOthers();
  }

  /** What a write that had begun with the old key adds behind its back is found the next time. */
  private void encryptAll() throws InterruptedException {
    Optional<SecretBinding> after = Optional.empty();
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the server stops; the rotation is finished at its start");
      }
      listener.begins(RotationStep.ENCRYPTING);
      List<Sealed> olds = secrets.encryptedOtherwise(key.id(), after, batch);
      if (olds.isEmpty()) {
        return;
      }
      listener.encrypted(secrets.replace(olds, olds.stream().map(this::encryptedAnew).toList()));
      after = Optional.of(olds.getLast().binding());
    }
  }

  private Sealed encryptedAnew(Sealed old) {
    byte[] clear = key.decrypt(old.ciphertext().bytes(), old.binding());
    return new Sealed(old.binding(), Ciphertext.of(key.encrypt(clear, old.binding())));
  }
}
