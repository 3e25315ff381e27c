package dev.waybill.export;

/**
 * How much is delivered, or is to be.
 *
 * @param bytes of the content, before compression
 */
public record Amount(long events, long bytes) {
  public static final Amount NONE = new Amount(0, 0);

  public Amount plus(Amount other) {
    return new Amount(events + other.events, bytes + other.bytes);
  }
}
