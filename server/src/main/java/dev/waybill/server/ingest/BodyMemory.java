package dev.waybill.server.ingest;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory for request bodies: never more than a fixed number of bytes over all requests. Large
 * arrays are kept for later requests, since making them anew is dear.
 */
final class BodyMemory {
  /** Below it an array is as long as asked for, and not kept. */
  private static final int SMALL = 1 << 16;

  private static final int KEPT_SIZES = 16;
  private static final long MOST_KEPT = 16L << 20;

  private final long limit;
  private final int largest;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();

  /** By the number of times that {@link #SMALL} is doubled. */
  private final ConcurrentLinkedDeque<byte[]>[] idle;

  /**
   * Starts with nothing in use.
   *
   * @param limit bytes in use at most
   * @param largest the longest array that is ever asked for
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of generics cannot be made otherwise
  BodyMemory(long limit, int largest) {
    this.limit = limit;
    this.largest = largest;
    this.idle = new ConcurrentLinkedDeque[KEPT_SIZES];
    for (int i = 0; i < KEPT_SIZES; i++) {
      idle[i] = new ConcurrentLinkedDeque<>();
    }
  }

  /**
   * An array of at least that length, to be given back.
   *
   * @throws ProblemException if too much is in use
   */
  byte[] take(int length) {
    int size = length < SMALL ? length : roundUp(length);
    if (used.addAndGet(size) > limit) {
      used.addAndGet(-size);
      throw new ProblemException(
          new Problem(
                  ProblemCode.UNAVAILABLE,
                  "Too many events are on their way at the moment: nothing was taken, send them"
                      + " again.")
              .with("Retry-After", "1"));
    }
    byte @Nullable [] reused = size < SMALL ? null : idle[kind(size)].pollFirst();
    if (reused == null) {
      return allocate(size);
    }
    kept.addAndGet(-size);
    return reused;
  }

  private byte[] allocate(int size) {
    try {
      return new byte[size];
    } catch (OutOfMemoryError e) {
      used.addAndGet(-size); // or a short lack of memory would refuse requests for ever
      throw e;
    }
  }

  void give(byte[] array) {
    used.addAndGet(-array.length);
    if (array.length < SMALL) {
      return;
    }
    if (kept.addAndGet(array.length) > MOST_KEPT) {
      kept.addAndGet(-array.length);
    } else {
      idle[kind(array.length)].offerFirst(array);
    }
  }

  /** Bytes of the arrays that are in use. */
  long used() {
    return used.get();
  }

  private int roundUp(int length) {
    return (int) Math.min((long) SMALL << kind(length), largest);
  }

  private static int kind(int length) {
    return Integer.SIZE - Integer.numberOfLeadingZeros((length - 1) / SMALL);
  }
}
