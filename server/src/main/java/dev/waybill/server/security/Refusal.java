package dev.waybill.server.security;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;

/** Says no in the form that the route's callers read. */
public final class Refusal {
  private Refusal() {}

  public static void send(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getServletPath().equals(Route.GRAPHQL)
        || problem.code() == ProblemCode.METHOD_NOT_ALLOWED) {
      problem.sendTo(response);
      return;
    }
    problem.headers().forEach(response::setHeader);
    byte[] body = JsonAnswer.object(json -> writeErrors(json, problem));
    JsonAnswer.send(response, problem.code().status(), body);
  }

  private static void writeErrors(JsonGenerator json, Problem problem) {
    json.writeArrayPropertyStart("errors");
    json.writeStartObject();
    json.writeStringProperty("message", problem.detail());
    json.writeObjectPropertyStart("extensions");
    json.writeStringProperty("code", problem.code().name());
    if (!problem.field().isEmpty()) {
      json.writeStringProperty("field", problem.field());
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }
}
