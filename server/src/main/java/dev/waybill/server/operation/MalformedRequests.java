package dev.waybill.server.operation;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what the HTTP server refuses before any filter sees it, in the form of all errors. */
public final class MalformedRequests extends ErrorReportValve {
  private static final Logger LOG = LoggerFactory.getLogger(MalformedRequests.class);
  private static final int LEAST_ERROR = 400;

  private final RequestFilter filter;

  public MalformedRequests(RequestFilter filter) {
    this.filter = requireNonNull(filter, "filter is null");
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    boolean answered = response.getStatus() < LEAST_ERROR || response.getContentWritten() > 0;
    if (answered || !response.setErrorReported() || !canWrite(response)) {
      return;
    }
    try {
      filter.prepare(request.getRequest(), response);
      problem(response.getStatus()).sendTo(response);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("The caller is gone", e);
    }
  }

  private static boolean canWrite(Response response) {
    var allowed = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
    return allowed.get();
  }

  private static Problem problem(int status) {
    ProblemCode code =
        Arrays.stream(ProblemCode.values())
            .filter(each -> each.status() == status)
            .findFirst()
            .orElse(ProblemCode.BAD_REQUEST);
    return new Problem(
        code,
        switch (code) {
          case INTERNAL, UNAVAILABLE -> "The request failed on our side: try again later.";
          case METHOD_NOT_ALLOWED -> "This path does not take the request's method.";
          case TOO_SLOW ->
              "The request came too slowly: nothing was taken, send less in a request.";
          default -> "The request is not well-formed, or its headers are too large.";
        });
  }
}
