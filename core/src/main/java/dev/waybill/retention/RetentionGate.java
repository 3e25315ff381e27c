package dev.waybill.retention;

import java.util.function.Supplier;

/**
 * Keeps deletion and what must not see it apart: a backup, or the deletion of a whole tenant. Any
 * number of those may be under way at once; while one is, retention deletes nothing and waits.
 */
public final class RetentionGate {
  private int pauses;
  private boolean deleting;

  /**
   * Runs the work while retention deletes nothing. First waits until a deletion that is under way
   * has ended, which is that of one tenant's oldest events.
   */
  public <T> T pauseWhile(Supplier<T> work) {
    pause();
    try {
      return work.get();
    } finally {
      resume();
    }
  }

  /**
   * Deletes as soon as nothing is under way that must not see it.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void delete(Runnable deletion) throws InterruptedException {
    beginDeletion();
    try {
      deletion.run();
    } finally {
      endDeletion();
    }
  }

  private synchronized void pause() {
    pauses++;
    boolean interrupted = false;
    while (deleting) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // the deletion is short, and the caller's work is to be done
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void resume() {
    pauses--;
    notifyAll();
  }

  private synchronized void beginDeletion() throws InterruptedException {
    while (pauses > 0 || deleting) {
      wait();
    }
    deleting = true;
  }

  private synchronized void endDeletion() {
    deleting = false;
    notifyAll();
  }
}
