package dev.waybill.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The first 128 bits of a SHA-256. */
public record Digest(long high, long low) {
  public static final int BYTES = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  public static Digest of(byte[] sha256) {
    return new Digest((long) LONG.get(sha256, 0), (long) LONG.get(sha256, Long.BYTES));
  }
}
