package dev.waybill.server.ingest;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory for request bodies: never more than a fixed number of bytes over all requests, and of
 * one sender half of it, or what a single request may need if that is more. Large arrays are kept
 * for later requests, since making them anew is dear.
 */
final class BodyMemory {
  /** Below it an array is as long as asked for, and not kept. */
  private static final int SMALL = 1 << 16;

  private static final int KEPT_SIZES = 16;
  private static final long MOST_KEPT = 16L << 20;

  /** A compressed body, its content, and what that is copied from while it grows. */
  private static final int LARGEST_OF_A_REQUEST = 3;

  private final long limit;
  private final long limitOfSender;
  private final int largest;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();
  private final ConcurrentMap<String, Long> usedBySender = new ConcurrentHashMap<>();

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
    this.limitOfSender = Math.max(limit / 2, (long) LARGEST_OF_A_REQUEST * largest);
    this.largest = largest;
    this.idle = new ConcurrentLinkedDeque[KEPT_SIZES];
    for (int i = 0; i < KEPT_SIZES; i++) {
      idle[i] = new ConcurrentLinkedDeque<>();
    }
  }

  /**
   * An array of at least that length, to be given back.
   *
   * @throws ProblemException if too much is in use, over all or by that sender
   */
  byte[] take(String sender, int length) {
    int size = length < SMALL ? length : roundUp(length);
    if (count(sender, size) > limit) {
      count(sender, -size);
      throw new ProblemException(
          new Problem(
                  ProblemCode.UNAVAILABLE,
                  "Too many events are on their way at the moment: nothing was taken, send them"
                      + " again.")
              .with("Retry-After", "1"));
    }
    if (usedBySender.getOrDefault(sender, 0L) > limitOfSender) {
      count(sender, -size);
      throw new ProblemException(
          new Problem(
                  ProblemCode.RATE_LIMITED,
                  "The tenant or key has too many events on their way at the moment: nothing was"
                      + " taken, send them again.")
              .with("Retry-After", "1"));
    }
    byte @Nullable [] reused = size < SMALL ? null : idle[kind(size)].pollFirst();
    if (reused == null) {
      return allocate(sender, size);
    }
    kept.addAndGet(-size);
    return reused;
  }

  /** Counts all that is in use, and returns it. */
  private long count(String sender, int size) {
    usedBySender.merge(
        sender, (long) size, (before, more) -> before + more == 0 ? null : before + more);
    return used.addAndGet(size);
  }

  private byte[] allocate(String sender, int size) {
    try {
      return new byte[size];
    } catch (OutOfMemoryError e) {
      count(sender, -size); // or a short lack of memory would refuse requests for ever
      throw e;
    }
  }

  void give(String sender, byte[] array) {
    count(sender, -array.length);
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
