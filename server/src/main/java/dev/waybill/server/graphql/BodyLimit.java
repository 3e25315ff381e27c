package dev.waybill.server.graphql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.limits.Pace;
import dev.waybill.server.security.Refusal;
import dev.waybill.time.TimeSource;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.regex.Pattern;

/** Lets JSON through, and no more of it than the largest sensible request has. */
final class BodyLimit extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern JSON =
      Pattern.compile("application/json *(?:;.*)?", Pattern.CASE_INSENSITIVE);

  private final transient TimeSource time;

  BodyLimit(TimeSource time) {
    this.time = requireNonNull(time, "time is null");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getContentType() == null || !JSON.matcher(request.getContentType()).matches()) {
      UnreadableRequests.refuse(
          response,
          HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          "Send the request with the Content-Type application/json.");
      return;
    }
    byte[] body;
    try {
      body = Pace.readUpTo(MAX_BYTES, request.getInputStream(), time);
    } catch (ProblemException e) {
      Refusal.send(e.problem(), request, response);
      return;
    }
    if (body.length > MAX_BYTES) {
      UnreadableRequests.refuse(
          response,
          HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
          "A request has at most 1 MiB.");
      return;
    }
    chain.doFilter(new ReadRequest(request, body), response);
  }

  /** A request whose body has been read. */
  private static final class ReadRequest extends HttpServletRequestWrapper {
    private final byte[] body;

    ReadRequest(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new ReadBody(new ByteArrayInputStream(body));
    }
  }

  /** All of it is there, so nobody has to wait for it. */
  private static final class ReadBody extends ServletInputStream {
    private final ByteArrayInputStream body;

    ReadBody(ByteArrayInputStream body) {
      this.body = body;
    }

    @Override
    public int read() {
      return body.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return body.read(bytes, offset, length);
    }

    @Override
    public boolean isFinished() {
      return body.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body is read by a blocking call");
    }
  }
}
