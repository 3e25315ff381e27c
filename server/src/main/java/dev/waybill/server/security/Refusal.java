package dev.waybill.server.security;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Says no in the form that the route's callers read. */
public final class Refusal {
  /** The page that tells people of a problem. */
  public static final String PROBLEM_PAGE = "/portal/problem";

  private static final String PROBLEM = Problem.class.getName();

  private Refusal() {}

  /** Of what that page is to tell; empty if somebody only asked for it. */
  public static Optional<Problem> told(HttpServletRequest request) {
    return Optional.ofNullable((Problem) request.getAttribute(PROBLEM));
  }

  public static void send(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (Route.isPortal(request.getServletPath())) {
      showPage(problem, request, response);
      return;
    }
    if (!request.getServletPath().equals(Route.GRAPHQL)
        || problem.code() == ProblemCode.METHOD_NOT_ALLOWED) {
      problem.sendTo(response);
      return;
    }
    problem.headers().forEach(response::setHeader);
    byte[] body = JsonAnswer.object(json -> writeErrors(json, problem));
    JsonAnswer.send(response, problem.code().status(), body);
  }

  private static void showPage(
      Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.setAttribute(PROBLEM, problem);
    try {
      request.getRequestDispatcher(PROBLEM_PAGE).forward(request, response);
    } catch (ServletException e) {
      throw new IllegalStateException("the page for problems fails", e);
    }
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
