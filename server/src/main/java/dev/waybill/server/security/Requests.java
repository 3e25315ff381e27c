package dev.waybill.server.security;

import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.MDC;

/** What audit events tell of requests. */
public final class Requests {
  /** The rest of a request. */
  interface Answering {
    void answer() throws IOException, ServletException;
  }

  private Requests() {}

  /** Where a request comes from. */
  public static Actor.Origin origin(HttpServletRequest request) {
    String id = MDC.get("requestId");
    return new Actor.Origin(request.getRemoteAddr(), id == null ? "" : id);
  }

  /** Answers a request; all that is done for it is done by the actor. */
  static void as(Actor actor, Answering request) throws IOException, ServletException {
    try {
      Acting.as(
          actor,
          () -> {
            request.answer();
            return true;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("an answer failed in a way it cannot", e);
    }
  }
}
