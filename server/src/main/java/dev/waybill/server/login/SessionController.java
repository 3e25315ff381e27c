package dev.waybill.server.login;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.People;
import dev.waybill.tenant.Identity;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/session} and {@code /api/admin/sessions}. */
@RestController
public final class SessionController {
  private static final Logger LOG = LoggerFactory.getLogger(SessionController.class);
  private static final int OK = 200;

  private final Sessions sessions;
  private final People people;

  public SessionController(Sessions sessions, People people) {
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.people = requireNonNull(people, "people is null");
  }

  /** Who asks: a person, or a key. */
  @GetMapping("/api/session")
  void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Identity identity = Caller.of(request).identity();
    Optional<Session> session =
        request.getHeader("Authorization") == null ? people.sessionOf(request) : Optional.empty();
    byte[] body =
        JsonAnswer.object(
            json -> {
              json.writeStringProperty("name", identity.name());
              identity.tenant().ifPresent(id -> json.writeStringProperty("tenant", id.value()));
              json.writeArrayPropertyStart("permissions");
              identity.permissions().stream().sorted().forEach(it -> json.writeString(it.name()));
              json.writeEndArray();
              session.ifPresent(
                  it -> json.writeStringProperty("expiresAt", it.expiresAt().toString()));
            });
    JsonAnswer.send(response, OK, body);
  }

  /** Ends all sessions at once, also that of the operator who asks, or those of a tenant. */
  @DeleteMapping("/api/admin/sessions")
  void endAll(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<TenantId> tenant =
        Optional.ofNullable(request.getParameter("tenant")).map(TenantId::new);
    int ended = sessions.endAll(tenant);
    LOG.info("{} sessions were ended", ended);
    JsonAnswer.send(
        response, OK, JsonAnswer.object(json -> json.writeNumberProperty("ended", ended)));
  }
}
