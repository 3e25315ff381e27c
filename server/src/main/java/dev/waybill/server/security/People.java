package dev.waybill.server.security;

import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Recognises the people who send requests from their browsers. */
@FunctionalInterface
public interface People {
  /**
   * The session of a request; empty if it brings none.
   *
   * @throws ProblemException if it brings one that has ended, or in a way in which none is accepted
   */
  Optional<Session> sessionOf(HttpServletRequest request);
}
