package dev.waybill.server.security;

import dev.waybill.tenant.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The permission that a path needs. What is not listed here cannot be called at all.
 *
 * @param path exact, or everything below it if it ends in {@code /} and is more than that
 * @param methods the permissions of which a key needs one, by method; none for an open route
 */
record Route(String path, Map<String, Set<Permission>> methods) {
  private static final String EVENTS = "/api/audit/events";
  static final String GRAPHQL = "/api/audit/graphql";

  private static final String PORTAL = "/portal";
  private static final Pattern PAGE_OF_TENANT = Pattern.compile("/portal/tenants/([^/]+)(/.*)?");

  private static final Set<Permission> OPEN = Set.of();
  private static final Set<Permission> ANY = EnumSet.allOf(Permission.class);
  private static final Set<Permission> OPERATOR = Set.of(Permission.OPERATOR);

  /** Those with which somebody sees anything in the portal. */
  private static final Set<Permission> PEOPLE = EnumSet.complementOf(EnumSet.of(Permission.INGEST));

  private static final Map<String, Set<Permission>> PAGE = Map.of("GET", PEOPLE, "POST", PEOPLE);

  private static final List<Route> ALL =
      List.of(
          new Route(
              EVENTS, Map.of("POST", Set.of(Permission.INGEST), "GET", Set.of(Permission.READ))),
          new Route(GRAPHQL, Map.of("POST", Set.of(Permission.AUDIT_READ, Permission.AUDIT))),
          new Route("/api/audit/graphql/schema", Map.of("GET", OPEN)),
          new Route("/openapi.json", Map.of("GET", OPEN)),
          new Route("/api/version", Map.of("GET", OPEN)),
          new Route("/.well-known/jwks.json", Map.of("GET", OPEN)),
          new Route("/", Map.of("GET", OPEN)),
          new Route("/login", Map.of("GET", OPEN, "POST", OPEN)),
          new Route("/login/start", Map.of("GET", OPEN)),
          new Route("/login/callback", Map.of("GET", OPEN)),
          new Route("/logout", Map.of("POST", OPEN)),
          new Route("/logout/done", Map.of("GET", OPEN)),
          new Route("/azure/consent", Map.of("GET", OPEN)),
          new Route("/portal/assets/", Map.of("GET", OPEN)),
          new Route("/portal/enter", Map.of("GET", OPEN)),
          new Route("/portal/tenants", Map.of("GET", OPERATOR)),
          new Route("/portal/operator", Map.of("GET", OPERATOR)),
          new Route("/portal/operator/", Map.of("GET", OPERATOR, "POST", OPERATOR)),
          new Route(PORTAL, PAGE),
          new Route(PORTAL + "/", PAGE),
          new Route("/api/session", Map.of("GET", ANY)),
          new Route(
              "/api/admin/",
              Map.of("GET", OPERATOR, "PUT", OPERATOR, "POST", OPERATOR, "DELETE", OPERATOR)));

  Route {
    methods = Map.copyOf(methods);
  }

  static Optional<Route> find(String path) {
    for (Route route : ALL) {
      if (route.covers(path)) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  /** Whether people see the answer, and not programs. */
  static boolean isPortal(String path) {
    return path.equals(PORTAL) || path.startsWith(PORTAL + "/");
  }

  /** The tenant that a page is about by its address; empty if the address names none. */
  static Optional<String> tenantOfPage(String path) {
    Matcher page = PAGE_OF_TENANT.matcher(path);
    return page.matches() ? Optional.of(page.group(1)) : Optional.empty();
  }

  /** Whether a request brings events. */
  static boolean isIngest(HttpServletRequest request) {
    return request.getMethod().equals("POST") && request.getServletPath().equals(EVENTS);
  }

  /** The permissions of which one is needed; empty if the method is not taken. */
  Optional<Set<Permission>> needed(String method) {
    return Optional.ofNullable(methods.get(method.equals("HEAD") ? "GET" : method));
  }

  /** Whether a request is for a tenant that must exist. Ingest judges each event by itself. */
  boolean needsTenant(Set<Permission> needed) {
    return needed.equals(PEOPLE)
        || (!needed.contains(Permission.OPERATOR) && !needed.contains(Permission.INGEST));
  }

  private boolean covers(String asked) {
    boolean folder = path.endsWith("/") && path.length() > 1;
    return folder ? asked.startsWith(path) : asked.equals(path);
  }
}
