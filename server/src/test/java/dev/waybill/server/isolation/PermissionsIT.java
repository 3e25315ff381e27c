package dev.waybill.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.isolation.GraphQlListing.Operation;
import dev.waybill.server.isolation.HttpListing.Listed;
import dev.waybill.server.isolation.HttpListing.Scope;
import dev.waybill.server.isolation.TwoTenants.Possessions;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.wiring.Registries;
import dev.waybill.tenant.Permission;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.json.JsonMapper;

/** Each route answers each permission as it is listed, and no other way. */
class PermissionsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TENANT = "Waybill-Tenant";

  private final TestingServer server = TestingServer.shared();
  private final TestingTenant tenant = server.newTenant();

  @ParameterizedTest
  @EnumSource(value = Permission.class, mode = Mode.EXCLUDE, names = "OPERATOR")
  void aTenantsKeyMayWhatItsPermissionSays(Permission permission) {
    String key = tenant.newKey(permission.name());
    for (Listed route : HttpListing.ROUTES) {
      assertThat(request(route).key(key).send().status())
          .as("%s with %s", route.name(), permission)
          .isEqualTo(may(route, permission) ? route.status() : 403);
    }
  }

  @ParameterizedTest
  @EnumSource(Permission.class)
  void aKeyOfThePlatformMayTheSameForTheTenantThatItNames(Permission permission) {
    String key = server.newPlatformKey(permission.name());
    for (Listed route : HttpListing.ROUTES) {
      assertThat(request(route).key(key).header(TENANT, tenant.id()).send().status())
          .as("%s with %s", route.name(), permission)
          .isEqualTo(may(route, permission) ? route.status() : 403);
    }
  }

  @ParameterizedTest
  @EnumSource(Permission.class)
  void aKeyOfThePlatformThatNamesNoTenantGetsNoTenantsData(Permission permission) {
    String key = server.newPlatformKey(permission.name());
    for (Listed route : HttpListing.ROUTES) {
      if (route.scope() == Scope.TENANT && may(route, permission)) {
        boolean ingest = permission == Permission.INGEST; // judges each event by itself
        assertThat(request(route).key(key).send().status())
            .as("%s with %s", route.name(), permission)
            .isEqualTo(ingest ? 422 : 400);
        assertThat(request(route).key(key).header(TENANT, "nobody").send().status())
            .as("%s with %s", route.name(), permission)
            .isEqualTo(ingest ? 422 : 404);
        assertThat(request(route).key(key).header(TENANT, "not/an/id").send().status())
            .as("%s with %s", route.name(), permission)
            .isEqualTo(ingest ? 422 : 404);
      }
    }
  }

  @Test
  void withoutAKeyThereIsOnlyWhatIsOpen() {
    for (Listed route : HttpListing.ROUTES) {
      int expected = route.scope() == Scope.NOBODY ? route.status() : 401;
      assertThat(request(route).send().status()).as(route.name()).isEqualTo(expected);
      assertThat(request(route).header(TENANT, tenant.id()).send().status())
          .as(route.name())
          .isEqualTo(expected);
    }
  }

  @Test
  void whoMayOnlyReadExportsChangesNothing() {
    String reader = tenant.newKey(Permission.AUDIT_READ.name());
    String auditor = tenant.newKey(Permission.AUDIT.name());
    Registries registries = new Registries(server.running());
    Map<String, String> nobodys = Possessions.ofNobody().named();
    for (Operation operation : GraphQlListing.operations()) {
      String document = operation.document(registries.schema());
      for (Map.Entry<String, String> name : nobodys.entrySet()) {
        document = document.replace(name.getKey(), name.getValue());
      }
      document = document.replaceAll("\\{own\\w*}", UUID.randomUUID().toString());

      boolean refused = send(reader, document).body().contains("FORBIDDEN");

      boolean takesAudit =
          operation.isMutation()
              || Set.of("apiKeys", "notificationRecipients", "webhookEndpoints")
                  .contains(operation.field());
      assertThat(refused).as(document).isEqualTo(takesAudit);
      if (!operation.creates()) {
        assertThat(send(auditor, document).body()).as(document).doesNotContain("FORBIDDEN");
      }
    }
  }

  private Answer send(String key, String document) {
    return server
        .client()
        .post("/api/audit/graphql")
        .key(key)
        .header("Content-Type", "application/json")
        .body(JSON.writeValueAsString(Map.of("query", document)))
        .send();
  }

  private static boolean may(Listed route, Permission permission) {
    return route.scope() == Scope.NOBODY || route.permissions().contains(permission);
  }

  private TestingClient.Request request(Listed route) {
    boolean deletes = route.method().equals("DELETE");
    String path =
        route
            .path()
            .replace("{id}", deletes ? "nobody" : tenant.id())
            .replace("{keyId}", UUID.randomUUID().toString());
    TestingClient.Request request =
        server.client().request(route.method(), path).header("Content-Type", "application/json");
    return route.body().isEmpty() ? request : request.body(route.body());
  }
}
