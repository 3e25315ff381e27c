package dev.waybill.manifest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;

/** A SHA-256; its text form is lower-case hexadecimal. The components are its bytes, in order. */
public record Sha256(long first, long second, long third, long fourth) {
  static final int BYTES = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final HexFormat HEX = HexFormat.of();

  /** Hashes bytes that are at hand as a whole. */
  public static Sha256 of(byte[] bytes) {
    return at(Digests.sha256().digest(bytes), 0);
  }

  /** The hash whose 32 bytes stand there. */
  public static Sha256 at(byte[] bytes, int offset) {
    return new Sha256(
        word(bytes, offset),
        word(bytes, offset + Long.BYTES),
        word(bytes, offset + 2 * Long.BYTES),
        word(bytes, offset + 3 * Long.BYTES));
  }

  /** Empty unless the text is 64 digits of lower-case hexadecimal. */
  public static Optional<Sha256> parse(String text) {
    boolean hex = text.length() == 2 * BYTES && text.chars().allMatch(Sha256::isLowerHex);
    return hex ? Optional.of(at(HEX.parseHex(text), 0)) : Optional.empty();
  }

  private static boolean isLowerHex(int digit) {
    return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
  }

  private static long word(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  @Override
  public String toString() {
    return HEX.toHexDigits(first)
        + HEX.toHexDigits(second)
        + HEX.toHexDigits(third)
        + HEX.toHexDigits(fourth);
  }
}
