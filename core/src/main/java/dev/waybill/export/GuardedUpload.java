package dev.waybill.export;

import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;

/** An upload that sends nothing where its guard throws. */
final class GuardedUpload implements ObjectUpload {
  private final ObjectUpload upload;
  private final Runnable guard;

  GuardedUpload(ObjectUpload upload, Runnable guard) {
    this.upload = upload;
    this.guard = guard;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    guard.run();
    upload.write(bytes, offset, length);
  }

  @Override
  public PutOutcome finish() {
    guard.run();
    return upload.finish();
  }

  @Override
  public void close() {
    upload.close();
  }
}
