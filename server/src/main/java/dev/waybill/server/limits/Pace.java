package dev.waybill.server.limits;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How slowly a body may come: whoever sends holds memory and a thread that others wait for. Without
 * it a sender of one byte now and then could hold them for ever.
 */
public final class Pace {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final long LEAST_BYTES_PER_SECOND = 16 * 1024;
  private static final int AT_ONCE = 8 * 1024;

  private final TimeSource time;
  private final long start;

  private Pace(TimeSource time) {
    this.time = requireNonNull(time, "time is null");
    this.start = time.monotonicNanos();
  }

  /** Counts from now. */
  public static Pace start(TimeSource time) {
    return new Pace(time);
  }

  /**
   * Looks at the clock.
   *
   * @param bytes that have come since the start
   * @throws ProblemException if they took too long
   */
  public void check(long bytes) {
    Duration allowed = GRACE.plusSeconds(bytes / LEAST_BYTES_PER_SECOND);
    if (time.monotonicNanos() - start > allowed.toNanos()) {
      throw tooSlow();
    }
  }

  /**
   * Reads a small body; of one that is larger, at least one byte more than the most.
   *
   * @throws ProblemException if it comes too slowly, or nothing comes at all for too long
   */
  public static byte[] readUpTo(int most, InputStream in, TimeSource time) throws IOException {
    Pace pace = start(time);
    var body = new ByteArrayOutputStream();
    byte[] some = new byte[AT_ONCE];
    try {
      for (int read = in.read(some); read >= 0 && body.size() <= most; read = in.read(some)) {
        body.write(some, 0, read);
        pace.check(body.size());
      }
    } catch (IOException e) {
      if (wasSilence(e)) {
        throw tooSlow();
      }
      throw e;
    }
    return body.toByteArray();
  }

  /** Whether reading ended because the sender sent nothing for too long. */
  public static boolean wasSilence(IOException failure) {
    return failure instanceof SocketTimeoutException
        || failure.getCause() instanceof SocketTimeoutException;
  }

  /** How a request ends whose body does not come. */
  public static ProblemException tooSlow() {
    return new ProblemException(
        ProblemCode.TOO_SLOW,
        "The body came too slowly: nothing was taken, send less in a request.");
  }
}
