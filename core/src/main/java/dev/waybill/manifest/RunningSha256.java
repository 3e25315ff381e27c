package dev.waybill.manifest;

import java.security.MessageDigest;

/** The hash of bytes that go by. Used by one thread. */
public final class RunningSha256 {
  private final MessageDigest sha256 = Digests.sha256();

  /** Appends bytes; not kept after the call. */
  public void append(byte[] bytes, int offset, int length) {
    sha256.update(bytes, offset, length);
  }

  /** Ends it; nothing may be appended after that. */
  public Sha256 end() {
    return Sha256.at(sha256.digest(), 0);
  }
}
