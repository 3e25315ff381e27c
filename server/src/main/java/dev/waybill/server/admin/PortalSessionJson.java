package dev.waybill.server.admin;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.settings.Durations;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.TenantId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** A session in the portal as platforms ask for it. */
final class PortalSessionJson {
  static final Set<String> FIELDS =
      Set.of("actor", "permissions", "expiresIn", "landing", "returnUrl");

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_URL = 1_000;
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final String START = "/portal";

  /** Neither another tenant's page nor a path that leads out of the portal. */
  private static final Pattern LANDING =
      Pattern.compile(
          "/portal(/(?!(tenants|operator|enter|assets)(/|$))[A-Za-z0-9_~-][A-Za-z0-9._~-]*(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)?(\\?[A-Za-z0-9._~=&%+-]*)?");

  private PortalSessionJson() {}

  static PortalLinks.Terms terms(
      AdminBody body, TenantId tenant, UUID key, Set<String> returnOrigins) {
    AdminBody actor =
        body.object("actor", Set.of("id", "name"))
            .orElseThrow(() -> new InvalidInput("actor", "actor is needed: {\"id\", \"name\"}."));
    String id =
        actor
            .text("id", LONGEST_NAME)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "actor", "actor.id is needed: by what you know the person for ever."));
    return new PortalLinks.Terms(
        tenant,
        id,
        actor.text("name", LONGEST_NAME).orElse(id),
        permissions(body),
        key,
        body.text("expiresIn", LONGEST_NAME).map(PortalSessionJson::length).orElse(USUAL),
        landing(body),
        body.text("returnUrl", LONGEST_URL).map(url -> returnUrl(url, returnOrigins)));
  }

  private static Set<Permission> permissions(AdminBody body) {
    var permissions = EnumSet.noneOf(Permission.class);
    for (String name : body.texts("permissions")) {
      switch (name) {
        case "READ" -> permissions.add(Permission.READ);
        case "AUDIT_READ" -> permissions.add(Permission.AUDIT_READ);
        case "AUDIT" -> permissions.add(Permission.AUDIT);
        default -> throw noPermission();
      }
    }
    if (permissions.isEmpty()) {
      throw noPermission();
    }
    return permissions;
  }

  private static InvalidInput noPermission() {
    return new InvalidInput(
        "permissions", "permissions is an array of one or more of READ, AUDIT_READ, AUDIT.");
  }

  private static Duration length(String text) {
    Duration length;
    try {
      length = Durations.parse(text);
    } catch (InvalidInput e) {
      throw new InvalidInput("expiresIn", "expiresIn " + e.getMessage() + ".");
    }
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
      throw new InvalidInput("expiresIn", "expiresIn is a time from 1m to 24h.");
    }
    return length;
  }

  private static String landing(AdminBody body) {
    String landing = body.text("landing", LONGEST_URL).orElse(START);
    if (!LANDING.matcher(landing).matches()) {
      throw new InvalidInput(
          "landing", "landing is the path of a page below /portal, such as /portal/exports.");
    }
    return landing;
  }

  private static URI returnUrl(String text, Set<String> allowed) {
    return parse(text)
        .filter(url -> url.getRawUserInfo() == null)
        .filter(
            url ->
                PublicOrigin.find(url)
                    .map(PublicOrigin::text)
                    .filter(allowed::contains)
                    .isPresent())
        .orElseThrow(
            () ->
                new InvalidInput(
                    "returnUrl",
                    "returnUrl is a URL of an origin in the settings portal.return-origins or"
                        + " portal.frame-ancestors."));
  }

  private static Optional<URI> parse(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
