package dev.waybill.export;

import dev.waybill.manifest.RunningSha256;
import dev.waybill.manifest.Sha256;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;

/** An upload that knows the hash of what was written to it. */
final class DigestedUpload implements ObjectUpload {
  private final ObjectUpload upload;
  private final RunningSha256 stored = new RunningSha256();

  DigestedUpload(ObjectUpload upload) {
    this.upload = upload;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    stored.append(bytes, offset, length);
    upload.write(bytes, offset, length);
  }

  /** Of all that was written; nothing may be written after it. */
  Sha256 sha256() {
    return stored.end();
  }

  @Override
  public PutOutcome finish() {
    return upload.finish();
  }

  @Override
  public void close() {
    upload.close();
  }
}
