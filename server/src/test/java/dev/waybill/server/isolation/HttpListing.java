package dev.waybill.server.isolation;

import static dev.waybill.tenant.Permission.AUDIT;
import static dev.waybill.tenant.Permission.AUDIT_READ;
import static dev.waybill.tenant.Permission.INGEST;
import static dev.waybill.tenant.Permission.OPERATOR;
import static dev.waybill.tenant.Permission.READ;

import dev.waybill.tenant.Permission;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may call each route, and what comes of it. */
final class HttpListing {
  private static final String EVENT = "{\"eventType\":\"T\"}";
  private static final String NAMED = "{\"name\":\"k\",\"permissions\":[\"READ\"]}";
  private static final String INVITED = "{\"actor\":{\"id\":\"ada\"},\"permissions\":[\"AUDIT\"]}";
  private static final String INTROSPECTION = "{\"query\":\"{ __typename }\"}";

  /** All of the API. Where {@code DELETE} names something, it is not there. */
  static final List<Listed> ROUTES =
      List.of(
          tenants("POST", "/api/audit/events", EVENT, 200, INGEST),
          tenants("GET", "/api/audit/events", "", 200, READ),
          tenants("POST", "/api/audit/graphql", INTROSPECTION, 200, AUDIT_READ, AUDIT),
          open("GET", "/api/audit/graphql", 405),
          open("GET", "/api/audit/graphql/schema", 200),
          open("GET", "/api/version", 200),
          open("GET", "/openapi.json", 200),
          open("GET", "/.well-known/jwks.json", 200),
          open("GET", "/", 302),
          open("GET", "/login", 200),
          open("POST", "/login", 403),
          // These servers have no identity provider, nor an application to consent to.
          open("GET", "/login/start", 404),
          open("GET", "/login/callback", 404),
          open("POST", "/logout", 403),
          open("GET", "/logout/done", 200),
          open("GET", "/azure/consent", 404),
          everybodys("GET", "/api/session", 200),
          operators("GET", "/api/admin/tenants", "", 200),
          operators("GET", "/api/admin/tenants/{id}", "", 200),
          operators("PUT", "/api/admin/tenants/{id}", "{}", 200),
          operators("DELETE", "/api/admin/tenants/{id}", "", 404),
          operators("GET", "/api/admin/tenants/{id}/usage", "", 200),
          operators("GET", "/api/admin/tenants/{id}/keys", "", 200),
          operators("POST", "/api/admin/tenants/{id}/keys", NAMED, 201),
          operators("POST", "/api/admin/tenants/{id}/portal-sessions", INVITED, 201),
          operators("GET", "/api/admin/keys", "", 200),
          operators("POST", "/api/admin/keys", NAMED, 201),
          operators("DELETE", "/api/admin/keys/{keyId}", "", 404),
          operators("POST", "/api/admin/keys/{keyId}/rotate", "{}", 404),
          operators("GET", "/api/admin/signing-keys", "", 200),
          operators("POST", "/api/admin/signing-keys/rotate", "", 201),
          operators("GET", "/api/admin/secrets", "", 200),
          operators("POST", "/api/admin/secrets/rotate", "", 202),
          operators("DELETE", "/api/admin/sessions", "", 200),
          operators("POST", "/api/admin/clock/confirm", "", 200),
          operators("POST", "/api/admin/backups", "{}", 400),
          operators("GET", "/api/admin/backups/{id}", "", 404));

  /** All pages of tenants; each is there for the tenant's people and for operators. */
  static final List<Listed> PAGES =
      List.of(
          page("GET", "", 200, AUDIT_READ, AUDIT),
          page("GET", "/keys", 200, AUDIT),
          page("POST", "/keys", 400, AUDIT),
          page("GET", "/keys/{id}/revoke", 404, AUDIT),
          page("POST", "/keys/{id}/revoke", 404, AUDIT),
          page("GET", "/integrations", 200, AUDIT_READ, AUDIT),
          page("GET", "/integrations/{id}", 404, AUDIT_READ, AUDIT),
          page("POST", "/integrations/{id}/test", 404, AUDIT),
          page("POST", "/integrations/{id}/confirm", 404, AUDIT),
          page("POST", "/integrations/{id}/delete", 404, AUDIT),
          page("GET", "/integrations/{id}/destination", 404, AUDIT),
          page("POST", "/integrations/{id}/destination", 404, AUDIT),
          page("GET", "/exports/{id}", 404, AUDIT_READ, AUDIT),
          page("GET", "/exports/{id}/work", 404, AUDIT_READ, AUDIT),
          page("GET", "/exports/{id}/jobs/{job}", 404, AUDIT_READ, AUDIT),
          page("GET", "/exports/{id}/settings", 404, AUDIT),
          page("POST", "/exports/{id}/settings", 404, AUDIT),
          page("POST", "/exports/{id}/run", 404, AUDIT),
          page("POST", "/exports/{id}/pause", 404, AUDIT),
          page("POST", "/exports/{id}/resume", 404, AUDIT),
          page("POST", "/exports/{id}/test", 404, AUDIT),
          page("GET", "/exports/{id}/backfill", 404, AUDIT),
          page("POST", "/exports/{id}/backfill", 404, AUDIT),
          page("POST", "/exports/{id}/backfills/{backfill}/cancel", 404, AUDIT),
          page("GET", "/exports/{id}/delete", 404, AUDIT),
          page("POST", "/exports/{id}/delete", 404, AUDIT),
          page("GET", "/exports/{id}/attach", 404, AUDIT),
          page("POST", "/exports/{id}/attach", 404, AUDIT),
          page("GET", "/setup", 200, AUDIT),
          page("POST", "/setup", 400, AUDIT),
          page("GET", "/setup/{id}", 404, AUDIT),
          page("POST", "/setup/{id}", 400, AUDIT),
          page("GET", "/setup/{id}/{kind}", 404, AUDIT),
          page("POST", "/setup/{id}/{kind}", 404, AUDIT),
          page("GET", "/setup/{id}/{kind}/documents/{file}", 404, AUDIT),
          page("GET", "/setup/{id}/export", 404, AUDIT),
          page("POST", "/setup/{id}/export", 404, AUDIT),
          page("GET", "/setup/{id}/export/count", 404, AUDIT),
          page("GET", "/setup/deliveries/{id}", 404, AUDIT_READ, AUDIT),
          page("GET", "/setup/deliveries/{id}/progress", 404, AUDIT_READ, AUDIT),
          page("POST", "/setup/deliveries/{id}/run", 404, AUDIT),
          page("GET", "/notifications", 200, AUDIT),
          page("POST", "/notifications/recipients", 400, AUDIT),
          page("POST", "/notifications/recipients/remove", 303, AUDIT),
          page("POST", "/notifications/endpoints", 400, AUDIT),
          page("GET", "/notifications/endpoints/{id}", 404, AUDIT),
          page("POST", "/notifications/endpoints/{id}", 404, AUDIT),
          page("POST", "/notifications/endpoints/{id}/test", 404, AUDIT),
          page("POST", "/notifications/endpoints/{id}/enable", 404, AUDIT),
          page("POST", "/notifications/endpoints/{id}/disable", 404, AUDIT),
          page("POST", "/notifications/endpoints/{id}/rotate", 404, AUDIT),
          page("GET", "/notifications/endpoints/{id}/delete", 404, AUDIT),
          page("POST", "/notifications/endpoints/{id}/delete", 404, AUDIT),
          page("GET", "/audit", 200, READ),
          page("GET", "/events", 200, READ),
          page("GET", "/events/event", 404, READ),
          page("GET", "/about", 200, READ, AUDIT_READ, AUDIT));

  /** What the portal has besides: the same for everybody, or for operators, or of the link. */
  static final Set<String> AROUND_PAGES =
      Set.of(
          "ANY /portal/**",
          "ANY /portal/problem",
          "GET /portal/assets/{hash}/{name}",
          "GET /portal/enter",
          "GET /portal/operator",
          "GET /portal/operator/tenants/{id}",
          "GET /portal/operator/tenants/{id}/suspend",
          "POST /portal/operator/tenants",
          "POST /portal/operator/tenants/{id}",
          "POST /portal/operator/tenants/{id}/resume",
          "POST /portal/operator/tenants/{id}/suspend",
          "GET /portal/tenants");

  /** What requests pass on their way, and to what it is mapped. */
  static final Map<String, Set<String>> SERVLETS_AND_FILTERS =
      Map.of(
          "servlet dispatcherServlet", Set.of("/"),
          "filter requests", Set.of("/*"),
          "filter requestContextFilter", Set.of("/*"),
          "filter Tomcat WebSocket (JSR356) Filter", Set.of("/*"), // there are no web sockets
          "filter api", Set.of("/*"),
          "filter bodyLimit", Set.of("/api/audit/graphql"));

  /** The management port, which knows no tenant. */
  static final Set<String> MANAGEMENT = Set.of("/health", "/info", "/metrics");

  /** For whose data a route is. */
  enum Scope {
    /** Needs no key. */
    NOBODY,
    /** That of the key itself. */
    EVERYBODY,
    /** The key's tenant, or of a platform key the one that it names. */
    TENANT,
    /** All tenants. */
    OPERATOR
  }

  /**
   * A route.
   *
   * @param permissions of which a key needs one
   * @param status of the answer to whoever may
   */
  record Listed(
      String method,
      String path,
      Scope scope,
      Set<Permission> permissions,
      String body,
      int status) {
    Listed {
      permissions = Set.copyOf(permissions);
    }

    String name() {
      return method + " " + path;
    }
  }

  private HttpListing() {}

  private static Listed open(String method, String path, int status) {
    return new Listed(method, path, Scope.NOBODY, Set.of(), "", status);
  }

  private static Listed everybodys(String method, String path, int status) {
    return new Listed(method, path, Scope.EVERYBODY, Set.of(Permission.values()), "", status);
  }

  private static Listed tenants(
      String method, String path, String body, int status, Permission... permissions) {
    return new Listed(method, path, Scope.TENANT, Set.of(permissions), body, status);
  }

  private static Listed page(String method, String path, int status, Permission... permissions) {
    String body = method.equals("POST") ? "once=1" : "";
    return new Listed(method, path, Scope.TENANT, Set.of(permissions), body, status);
  }

  private static Listed operators(String method, String path, String body, int status) {
    return new Listed(method, path, Scope.OPERATOR, Set.of(OPERATOR), body, status);
  }
}
