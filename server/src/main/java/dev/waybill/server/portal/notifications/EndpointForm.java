package dev.waybill.server.portal.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.export.IdempotencyKey;
import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.Parameters;
import dev.waybill.server.notifications.NotificationType;
import dev.waybill.server.webhooks.WebhookEndpoint;
import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The form of a webhook endpoint, as it is shown and sent.
 *
 * @param once by which a form that is sent twice makes one endpoint; an empty text if it makes none
 * @param seen when the endpoint was changed last, as far as the form knows; an empty text if there
 *     is none yet
 * @param types of which it is told; none for everything
 * @param problem what is wrong with the URL; an empty text if nothing is
 */
record EndpointForm(String once, String seen, String url, List<String> types, String problem) {
  private static final String SEEN = "seen";

  EndpointForm {
    types = List.copyOf(types);
  }

  static EndpointForm empty(UUID once) {
    return new EndpointForm(once.toString(), "", "", List.of(), "");
  }

  static EndpointForm of(WebhookEndpoint endpoint) {
    return new EndpointForm(
        "",
        endpoint.updatedAt().toString(),
        endpoint.url().text(),
        endpoint.types().stream().map(NotificationType::text).toList(),
        "");
  }

  static EndpointForm sent(HttpServletRequest request) {
    String[] types = request.getParameterValues("type");
    return new EndpointForm(
        Parameters.one(request, "once").orElse(""),
        Parameters.one(request, SEEN).orElse(""),
        Parameters.one(request, "url").orElse("").strip(),
        types == null ? List.of() : List.of(types),
        "");
  }

  /**
   * The same, with what is wrong.
   *
   * @throws InvalidInput if that is nothing that people have put in
   */
  EndpointForm refused(InvalidInput e) {
    if (!e.field().equals("url")) {
      throw e;
    }
    return new EndpointForm(once, seen, url, types, e.getMessage());
  }

  Instant lastSeen() {
    return time(seen);
  }

  /**
   * What a form knows.
   *
   * @throws InvalidInput if it is no time
   */
  static Instant time(String seen) {
    try {
      return Instant.parse(seen);
    } catch (DateTimeException e) {
      throw new InvalidInput(SEEN, "Open this page again, and do it there.");
    }
  }

  public List<Kinds.Choice> choices() {
    return Kinds.choices(types);
  }

  /** The same form sent again asks for the same endpoint. */
  IdempotencyKey key() {
    String asked = url + "\n" + types.stream().sorted().toList();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(asked.getBytes(UTF_8));
      return new IdempotencyKey("portal-" + once, HexFormat.of().formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
