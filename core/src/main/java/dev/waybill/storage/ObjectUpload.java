package dev.waybill.storage;

import dev.waybill.fault.FailureException;

/** An object on its way. Used by one thread. */
public interface ObjectUpload extends AutoCloseable {

  /**
   * Appends bytes; may send what has come together so far, and blocks while it does.
   *
   * @throws FailureException if the store refuses; nothing will be visible, and only {@link #close}
   *     may follow
   */
  void write(byte[] bytes, int offset, int length);

  /** Sends what is left and makes the object visible unless its name is taken. */
  PutOutcome finish();

  /** Gives up an upload that was not finished, as far as that is possible; never throws. */
  @Override
  void close();
}
