package dev.waybill.server.portal.screenshots;

import dev.waybill.server.portal.PortalServer;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GoogleKeyText;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.stores.s3.FakeSts;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server with everything that pages show: Acme has delivered for a day, and one of its buckets
 * lets nobody in any more; Bolt begins; Corp has not begun.
 */
final class Showcase implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String NOBODY = "127.0.0.1:1";

  private final SettableTime time = new SettableTime(Instant.parse("2026-11-19T06:40:00Z"));
  private final FakeSts sts = new FakeSts(time);
  private final S3ProxyServer s3 = S3ProxyServer.startForRoles(sts);
  private final PortalServer portal;
  private final AcmesDay acme;
  private final Newcomer newcomer;

  private Showcase() throws IOException {
    portal = PortalServer.start(settings(), time);
    acme = new AcmesDay(tenant("acme", "Acme Corp"), time, sts, s3);
    newcomer = new Newcomer(new GraphQlClient(tenant("bolt", "Bolt Logistics")));
    tenant("corp", "Corp & Sons");
  }

  static Showcase open() throws IOException {
    var showcase = new Showcase();
    showcase.acme.pass();
    showcase.newcomer.begin();
    return showcase;
  }

  PortalServer portal() {
    return portal;
  }

  /**
   * What pages say as they would where all of this is not one machine: by whole words, in the order
   * in which they are replaced.
   */
  List<Map.Entry<String, String>> replaced() {
    return List.of(
        Map.entry(" at " + s3.endpoint(), ""), // so is AWS itself shown
        Map.entry("http://localhost:0", "https://audit.example.com"),
        Map.entry("127.0.0.1", "203.0.113.7"));
  }

  String operatorKey() {
    return portal.server().operatorKey();
  }

  /** Of one who may do everything that a tenant's people may. */
  String keyOf(String tenant, String name) {
    return newKey(new TestingTenant(portal.server(), tenant), name, "AUDIT", "READ");
  }

  /** What people see before they have logged in. */
  List<Picture> nobodys() {
    return List.of(new Picture("login", "/login"));
  }

  List<Picture> acmes() {
    return acme.pictures();
  }

  List<Picture> newcomers() {
    return newcomer.pictures();
  }

  List<Picture> operators() {
    return List.of(
        new Picture("tenants", "/portal/tenants"),
        new Picture("tenant", "/portal/operator/tenants/acme"),
        new Picture("operator", "/portal/operator"));
  }

  /** The service has an identity at each cloud; of two of them nobody is there. */
  private Map<String, String> settings() throws IOException {
    return Map.ofEntries(
        Map.entry("mail.host", "mail.example.com"),
        Map.entry("mail.from", "audit@example.com"),
        Map.entry("storage.s3-default-endpoint", s3.endpoint().toString()),
        Map.entry("storage.allow-private-addresses", "true"),
        Map.entry("storage.sts-endpoint", sts.endpoint().toString()),
        Map.entry("storage.sts-access-key-id", FakeSts.IDENTITY.accessKeyId()),
        Map.entry("storage.sts-secret-access-key", FakeSts.IDENTITY.secretAccessKey()),
        Map.entry("setup.s3-principal", FakeSts.IDENTITY_ARN),
        Map.entry("azure.endpoint", "http://" + NOBODY + "/{account}"),
        Map.entry("azure.authority", "https://" + NOBODY),
        Map.entry("azure.application-id", "0b7d3c5e-4f0a-4a53-9d0b-5c2f1a6e8d21"),
        Map.entry("azure.application-name", "Waybill"),
        Map.entry("azure.client-secret", "secret"),
        Map.entry("google.endpoint", "https://" + NOBODY),
        Map.entry("google.token-endpoint", "https://" + NOBODY + "/token"),
        Map.entry("google.credentials", googleIdentity().toString()));
  }

  private static Path googleIdentity() throws IOException {
    return Files.writeString(
        Files.createTempDirectory("waybill-showcase").resolve("google.json"),
        new GoogleKeyText("waybill@example.iam.gserviceaccount.com", "1a2b").text());
  }

  private TestingTenant tenant(String id, String name) {
    require(
        portal
            .server()
            .client()
            .put("/api/admin/tenants/" + id)
            .key(operatorKey())
            .body(JSON.writeValueAsString(Map.of("name", name)))
            .send());
    return new TestingTenant(portal.server(), id);
  }

  /** A key with a name that people would give it. */
  static String newKey(TestingTenant tenant, String name, String... permissions) {
    return require(
            tenant
                .server()
                .client()
                .post("/api/admin/tenants/" + tenant.id() + "/keys")
                .key(tenant.server().operatorKey())
                .body(
                    JSON.writeValueAsString(
                        Map.of("name", name, "permissions", List.of(permissions))))
                .send())
        .text("key");
  }

  static Answer require(Answer answer) {
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(answer.toString());
    }
    return answer;
  }

  @Override
  public void close() {
    portal.close();
    s3.close();
    sts.close();
  }
}
