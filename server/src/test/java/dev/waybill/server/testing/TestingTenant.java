package dev.waybill.server.testing;

/** A tenant of a {@link TestingServer}. */
public record TestingTenant(TestingServer server, String id) {

  /** A new key's secret. */
  public String newKey(String... permissions) {
    return server.newKey("/api/admin/tenants/" + id + "/keys", permissions);
  }
}
