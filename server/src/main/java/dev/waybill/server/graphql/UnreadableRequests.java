package dev.waybill.server.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.answer.JsonAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ServerWebInputException;

/** Says in GraphQL's form that a body is no GraphQL request; all other routes read their own. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnreadableRequests {
  private static final String NOT_GRAPHQL =
      "The body is not a GraphQL request: send a JSON object with 'query' and, if need be,"
          + " 'variables'.";

  @ExceptionHandler({HttpMessageNotReadableException.class, ServerWebInputException.class})
  void notReadable(HttpServletResponse response) throws IOException {
    refuse(response, HttpServletResponse.SC_BAD_REQUEST, NOT_GRAPHQL);
  }

  /** Answers with one error of the caller. */
  static void refuse(HttpServletResponse response, int status, String message) throws IOException {
    byte[] body =
        """
        {"errors":[{"message":"%s","extensions":{"code":"BAD_REQUEST"}}]}
        """
            .formatted(message)
            .getBytes(UTF_8);
    JsonAnswer.send(response, status, body);
  }
}
