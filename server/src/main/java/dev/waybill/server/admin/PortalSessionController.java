package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/admin/tenants/{id}/portal-sessions}: a link by which somebody whom the platform
 * knows enters a tenant's portal.
 */
@RestController
public final class PortalSessionController {
  /** From the platform's answer to the browser's request; people never see the link. */
  private static final Duration LINK = Duration.ofMinutes(5);

  private static final int CREATED = 201;

  private final PortalLinks links;
  private final TenantDeletions deletions;
  private final PublicOrigin origin;
  private final Set<String> returnOrigins;
  private final TimeSource time;

  /**
   * @param returnOrigins to which people may go back
   */
  public PortalSessionController(
      PortalLinks links,
      TenantDeletions deletions,
      PublicOrigin origin,
      Set<String> returnOrigins,
      TimeSource time) {
    this.links = requireNonNull(links, "links is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.origin = requireNonNull(origin, "origin is null");
    this.returnOrigins = Set.copyOf(returnOrigins);
    this.time = requireNonNull(time, "time is null");
  }

  @PostMapping("/api/admin/tenants/{id}/portal-sessions")
  void make(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller = Caller.of(request);
    TenantId tenant = new TenantId(id);
    OperatorsTenant.requireOther(tenant, "shown to the customers of a platform");
    PortalLinks.Terms terms =
        PortalSessionJson.terms(
            AdminBody.of(request, PortalSessionJson.FIELDS),
            tenant,
            key(caller).id(),
            returnOrigins);
    Instant now = time.now();
    PortalLinks.Made made =
        deletions
            .unlessDeletedSince(
                caller.deletions(),
                () -> Stream.of(tenant),
                () -> links.make(terms, now, now.plus(LINK)))
            .flatMap(done -> done)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.NOT_FOUND, "There is no such tenant, or it is suspended."));
    byte[] answer =
        JsonAnswer.object(
            json -> {
              json.writeStringProperty("url", origin.url("/portal/enter?token=" + made.token()));
              json.writeStringProperty("token", made.token());
              json.writeStringProperty("expiresAt", made.expiresAt().toString());
            });
    JsonAnswer.send(response, CREATED, answer);
  }

  /** The session ends with it. */
  private static ApiKey key(Caller caller) {
    return Optional.of(caller.identity())
        .filter(ApiKey.class::isInstance)
        .map(ApiKey.class::cast)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "Links into the portal are made with a key, not by a person: people choose the"
                        + " tenant at /portal/tenants."));
  }
}
