package dev.waybill.server.answer;

import dev.waybill.fault.InvalidInput;
import dev.waybill.log.LogUnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what a controller throws into a {@link Problem}. */
@RestControllerAdvice
public class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  void problem(ProblemException e, HttpServletResponse response) throws IOException {
    e.problem().sendTo(response);
  }

  @ExceptionHandler
  void invalid(InvalidInput e, HttpServletResponse response) throws IOException {
    Problem.ofField(e.field(), e.getMessage()).sendTo(response);
  }

  @ExceptionHandler
  void unreadable(InvalidParameterException e, HttpServletResponse response) throws IOException {
    LOG.debug("Unreadable parameters", e);
    new Problem(
            ProblemCode.BAD_REQUEST,
            "The query after '?' cannot be read: write special characters as %XX, in UTF-8.")
        .sendTo(response);
  }

  @ExceptionHandler
  void unavailable(LogUnavailableException e, HttpServletResponse response) throws IOException {
    LOG.warn("A request was refused, since the event log takes no writes: {}", e.getMessage());
    new Problem(ProblemCode.UNAVAILABLE, "The event log takes no writes at the moment: try later.")
        .with("Retry-After", "5")
        .sendTo(response);
  }

  @ExceptionHandler({
    NoResourceFoundException.class,
    org.springframework.web.servlet.NoHandlerFoundException.class
  })
  void nothingThere(HttpServletResponse response) throws IOException {
    new Problem(ProblemCode.NOT_FOUND, "There is nothing at this path.").sendTo(response);
  }

  @ExceptionHandler
  void wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletResponse response)
      throws IOException {
    String[] methods = e.getSupportedMethods();
    new Problem(ProblemCode.METHOD_NOT_ALLOWED, "This path does not take " + e.getMethod() + ".")
        .with("Allow", methods == null ? "" : String.join(", ", methods))
        .sendTo(response);
  }

  @ExceptionHandler
  void notAcceptable(HttpMediaTypeNotAcceptableException e, HttpServletResponse response)
      throws IOException {
    LOG.debug("Not acceptable", e);
    new Problem(ProblemCode.NOT_ACCEPTABLE, "The answer is JSON: accept application/json.")
        .sendTo(response);
  }

  /** Nobody is there to be answered, and nothing is wrong on our side. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException e) {
    LOG.debug("The caller does not take the answer", e);
  }

  @ExceptionHandler
  void unexpected(Exception e, HttpServletResponse response) throws IOException {
    LOG.error("A request failed", e);
    new Problem(ProblemCode.INTERNAL, "The request failed; the log tells why under its request id.")
        .sendTo(response);
  }
}
