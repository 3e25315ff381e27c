package dev.waybill.export;

import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;

/** An upload that sends nothing without a lease. */
final class GuardedUpload implements ObjectUpload {
  private final ObjectUpload upload;
  private final Lease lease;

  GuardedUpload(ObjectUpload upload, Lease lease) {
    this.upload = upload;
    this.lease = lease;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lease.keep();
    upload.write(bytes, offset, length);
  }

  @Override
  public PutOutcome finish() {
    lease.keep();
    return upload.finish();
  }

  @Override
  public void close() {
    upload.close();
  }
}
