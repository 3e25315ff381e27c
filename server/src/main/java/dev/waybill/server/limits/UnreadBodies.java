package dev.waybill.server.limits;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.time.TimeSource;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is left of a body that was answered before its end, since many senders look at the
 * answer only when they have sent everything. The HTTP server would do so for as long as something
 * comes, however slowly, and whether there was a key or not; this does for a few seconds, shorter
 * for strangers, and then closes the connection. It does so at once while too many threads read on
 * already: strangers have some of their own, so that they take none from those who are known.
 */
public final class UnreadBodies extends ValveBase {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadBodies.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration LONGEST_OF_STRANGERS = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Predicate<HttpServletRequest> known;
  private final TimeSource time;
  private final Semaphore readers;
  private final Semaphore readersOfStrangers;

  /**
   * Reads nothing yet.
   *
   * @param most threads that read on at a time for those who are known, and as many for strangers
   * @param known whether a request was admitted with a key or a session
   */
  public UnreadBodies(int most, Predicate<HttpServletRequest> known, TimeSource time) {
    super(true);
    this.readers = new Semaphore(most);
    this.readersOfStrangers = new Semaphore(most);
    this.known = requireNonNull(known, "known is null");
    this.time = requireNonNull(time, "time is null");
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.isAsync()) {
      return; // such a request has read its body before
    }
    boolean slow = response.getStatus() == ProblemCode.TOO_SLOW.status();
    if (slow || !readsToTheEnd(request, response)) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private boolean readsToTheEnd(Request request, Response response) {
    if (request.getCoyoteRequest().isFinished()) {
      return true;
    }
    boolean isKnown = known.test(request);
    Semaphore free = isKnown ? readers : readersOfStrangers;
    if (!free.tryAcquire()) {
      return false;
    }
    try {
      response.finishResponse();
      return readsOn(request.getCoyoteRequest(), isKnown ? LONGEST : LONGEST_OF_STRANGERS);
    } catch (IOException e) {
      LOG.debug("The rest of a body did not come", e);
      return false;
    } finally {
      free.release();
    }
  }

  /**
   * Reads only when something is there. A chunk of which only the head has begun can hold it all
   * the same, for as long as clients may be silent.
   */
  private boolean readsOn(org.apache.coyote.Request request, Duration longest) throws IOException {
    var ignored = new Ignored();
    long start = time.monotonicNanos();
    while (!request.isFinished()) {
      if (time.monotonicNanos() - start > longest.toNanos()) {
        return false;
      }
      request.action(ActionCode.AVAILABLE, true);
      if (request.getAvailable() == 0) {
        LockSupport.parkNanos(PAUSE.toNanos());
      } else if (request.doRead(ignored) < 0) {
        return true;
      }
    }
    return true;
  }

  /** What is read is not looked at. */
  private static final class Ignored implements ApplicationBufferHandler {
    private ByteBuffer read = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      read = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return read;
    }

    @Override
    public void expand(int size) {
      // the server's own buffers are handed over
    }
  }
}
