package dev.waybill.server.secrets;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.recurring.BackgroundRun;
import dev.waybill.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rotates the key of the secrets, once at a time, and remembers how the last rotation went. Safe
 * for use by many threads.
 */
public final class KeyRotations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRotations.class);

  private final SecretKey key;
  private final TimeSource time;
  private final KeyRotation rotation;
  private final BackgroundRun run = new BackgroundRun("key-rotation");
  private Optional<RotationStatus> last = Optional.empty();

  public KeyRotations(SecretKey key, StoredSecrets secrets, TimeSource time) {
    this.key = requireNonNull(key, "key is null");
    this.time = requireNonNull(time, "time is null");
    this.rotation =
        new KeyRotation(
            key,
            secrets,
            time,
            new KeyRotation.Listener() {
              @Override
              public void begins(RotationStep step) {
                update(status -> status.at(new RotationStatus.Running(step)));
              }

              @Override
              public void encrypted(int count) {
                update(status -> status.more(count));
              }
            });
  }

  /** Begins a rotation; one that is under way, or was cut short, is gone on with instead. */
  public synchronized RotationStatus start() {
    Optional<RotationStatus> running = last.filter(RotationStatus::isRunning);
    if (running.isPresent()) {
      return running.get();
    }
    RotationStatus status =
        new RotationStatus(time.now(), 0, new RotationStatus.Running(RotationStep.ADDING_KEY));
    last = Optional.of(status);
    Actor actor = Acting.current();
    run.start(() -> runAs(actor));
    return status;
  }

  /** Finishes a rotation that was cut short, if there is one. */
  public void resume() {
    if (rotation.isUnfinished()) {
      LOG.info("The rotation of the secrets' key that was cut short is finished now");
      start();
    }
  }

  /** The last rotation since the server started, if there was one. */
  public synchronized Optional<RotationStatus> last() {
    return last;
  }

  /** The ids of the keys that are needed; one, but for a rotation that has not ended. */
  public List<String> keys() {
    return key.ids();
  }

  private void runAs(Actor actor) {
    Acting.as(
        actor,
        () -> {
          run();
          return true;
        });
  }

  private void run() {
    try {
      rotation.run();
      update(status -> status.at(new RotationStatus.Succeeded(time.now())));
      LOG.info("Key {} encrypts all secrets", key.id());
    } catch (KeyEncryptionException | InterruptedException e) {
      LOG.warn("The rotation of the secrets' key stopped: {}", e.getMessage());
      fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) { // else it would be under way for ever
      LOG.error("The rotation of the secrets' key stopped", e);
      fail(String.valueOf(e.getMessage()));
    }
  }

  private void fail(String why) {
    String advice =
        "The rotation stopped (%s). All secrets can still be read; look at the server's log, then run it again: it goes on where it stopped."
            .formatted(why.replaceAll("\\p{Cntrl}", " "));
    update(status -> status.at(new RotationStatus.Failed(advice, time.now())));
  }

  private synchronized void update(UnaryOperator<RotationStatus> change) {
    last = last.map(change);
  }

  /** Stops a rotation that is under way; the next start finishes it. */
  @Override
  public void close() {
    run.close();
  }
}
