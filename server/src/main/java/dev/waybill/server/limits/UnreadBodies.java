package dev.waybill.server.limits;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.time.TimeSource;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
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
 * comes, however slowly, and whether there was a key or not; this does for a few seconds, and then
 * closes the connection.
 */
public final class UnreadBodies extends ValveBase {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadBodies.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final TimeSource time;

  public UnreadBodies(TimeSource time) {
    super(true);
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
    var ignored = new Ignored();
    long start = time.monotonicNanos();
    try {
      if (request.getCoyoteRequest().isFinished()) {
        return true;
      }
      response.finishResponse();
      while (request.getCoyoteRequest().doRead(ignored) >= 0) {
        if (time.monotonicNanos() - start > LONGEST.toNanos()) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      LOG.debug("The rest of a body did not come", e);
      return false;
    }
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
