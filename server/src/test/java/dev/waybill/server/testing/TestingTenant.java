package dev.waybill.server.testing;

/** A tenant of a {@link TestingServer}. */
public record TestingTenant(TestingServer server, String id) {

  /** Deletes it for good. */
  public Answer delete() {
    String path = "/api/admin/tenants/" + id;
    String token = server.client().delete(path).key(server.operatorKey()).send().text("confirm");
    return server.client().delete(path + "?confirm=" + token).key(server.operatorKey()).send();
  }

  /** A new key's secret. */
  public String newKey(String... permissions) {
    return server.newKey("/api/admin/tenants/" + id + "/keys", permissions);
  }
}
