package dev.waybill.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.isolation.GraphQlListing.Operation;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.tenant.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key is good for its tenant's events and routes, and for as long as both are there. */
class TenantKeysIT extends IsolationDrive {
  @Test
  void anothersEventsAreNoDuplicatesOfTheCallers() {
    TestingTenant sender = world.server.newTenant();
    String names = world.word + "-late";

    world.send(sender, names);

    assertThat(search(sender.newKey("READ"), "?kind=CUSTOM").json().path("events")).hasSize(1);
  }

  @Test
  void searchShowsTheCallersEventsWhateverTheCursor() {
    String theirs = search(othersReader, "?limit=1&kind=CUSTOM").text("cursor");
    assertThat(theirs).isNotEmpty();

    for (String query :
        List.of("", "&order=asc", "&text=" + world.word, "&from=2026-01-01T00:00:00Z")) {
      Answer withTheirs = search(key, "?kind=CUSTOM&cursor=" + theirs + query);
      assertThat(withTheirs.status()).isEqualTo(200);
      assertThat(withTheirs.body()).doesNotContain(world.word);
      Answer platform =
          world
              .server
              .client()
              .get("/api/audit/events?kind=CUSTOM&cursor=" + theirs + query)
              .key(platformKey)
              .header(TENANT, world.caller.id())
              .send();
      assertThat(platform.json().path("events")).isEqualTo(withTheirs.json().path("events"));
    }
    assertThat(search(key, "?text=" + world.word).json().path("events").size()).isZero();
    assertThat(search(key, "?text=mine&kind=CUSTOM").json().path("events").size()).isEqualTo(3);
  }

  @Test
  void anEventForAnotherTenantIsRefusedAsIfThereWereNone() {
    sendFor(nobody);
    Answer theirs = sendFor(world.other.id());
    Answer nobodysAnswer = sendFor(nobody);

    assertThat(theirs.status()).isEqualTo(422);
    assertThat(observed(theirs, Map.of("{tenant}", world.other.id())))
        .isEqualTo(observed(nobodysAnswer, Map.of("{tenant}", nobody)));
  }

  private Answer sendFor(String tenant) {
    return world
        .server
        .client()
        .events("", "{\"eventType\":\"T\",\"clientID\":\"%s\"}".formatted(tenant))
        .key(key)
        .send();
  }

  @Test
  void aHeaderThatNamesAnotherTenantIsRefusedAsIfThereWereNone() {
    for (HttpListing.Listed route : HttpListing.ROUTES) {
      if (route.scope() == HttpListing.Scope.TENANT) {
        request(route, nobodys, nobody).key(key).header(TENANT, nobody).send();
        Answer theirs =
            request(route, nobodys, nobody).key(key).header(TENANT, world.other.id()).send();
        Answer nobodysAnswer =
            request(route, nobodys, nobody).key(key).header(TENANT, nobody).send();

        assertThat(theirs.status()).as(route.name()).isEqualTo(403);
        assertThat(observed(theirs, Map.of()))
            .as(route.name())
            .isEqualTo(observed(nobodysAnswer, Map.of()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Permission.class, mode = EnumSource.Mode.EXCLUDE, names = "OPERATOR")
  void aTenantsKeyAdministersNothing(Permission permission) {
    String only = world.caller.newKey(permission.name());
    for (HttpListing.Listed route : HttpListing.ROUTES) {
      if (route.scope() == HttpListing.Scope.OPERATOR) {
        for (String of : List.of(world.caller.id(), world.other.id())) {
          request(route, nobodys, nobody).key(only).send(); // fills what remembers who calls
          Observed theirs = observed(request(route, world.others, of).key(only).send(), Map.of());
          Observed nobodysAnswer =
              observed(request(route, nobodys, nobody).key(only).send(), Map.of());

          assertThat(theirs.status()).as(route.name()).isEqualTo(403);
          assertThat(theirs).as(route.name()).isEqualTo(nobodysAnswer);
          assertThat(told(route.name(), theirs)).isEmpty();
          assertThat(unbound(route.name(), theirs)).isEmpty();
        }
      }
    }
  }

  @Test
  void aTenantOfTheSameIdInheritsNothing() {
    TestingTenant before = world.tenant("t-" + world.word + "-again");
    String keyBefore = before.newKey("AUDIT", "READ", "INGEST");
    world.send(before, world.word);
    created(keyBefore);
    assertThat(before.delete().status()).isEqualTo(200);
    TestingTenant after = world.tenant(before.id());
    String keyAfter = after.newKey("AUDIT", "READ");

    assertThat(search(keyBefore, "").status()).isEqualTo(401);
    assertThat(search(keyAfter, "?kind=CUSTOM").json().path("events").size()).isZero();
    for (Operation operation : GraphQlListing.operations()) {
      if (operation.arguments().isEmpty() && !operation.field().equals("apiKeys")) {
        String document = operation.document(world.registries.schema());
        assertThat(graphQl(new Sender(keyAfter, Optional.empty()), document, nobodys, "").body())
            .isEqualTo("{\"data\":{\"%s\":[]}}".formatted(operation.field()));
        assertThat(graphQl(new Sender(keyBefore, Optional.empty()), document, nobodys, "").status())
            .isEqualTo(401);
      }
    }
  }

  @Test
  void aRevokedKeyIsAsGoodAsNone() {
    TestingTenant tenant = world.server.newTenant();
    String revoked = tenant.newKey("AUDIT", "READ", "INGEST");
    assertThat(search(revoked, "").status()).isEqualTo(200);
    delete(
        "/api/admin/keys/"
            + world
                .server
                .client()
                .get("/api/admin/tenants/" + tenant.id() + "/keys")
                .key(world.server.operatorKey())
                .send()
                .json()
                .at("/keys/0/id")
                .asString());

    for (HttpListing.Listed route : HttpListing.ROUTES) {
      if (route.scope() != HttpListing.Scope.NOBODY) {
        Answer withRevoked = request(route, nobodys, nobody).key(revoked).send();
        Answer withNone = request(route, nobodys, nobody).key("wb_never_given").send();

        assertThat(withRevoked.status()).as(route.name()).isEqualTo(401);
        assertThat(observed(withRevoked, Map.of()).body())
            .isEqualTo(observed(withNone, Map.of()).body());
      }
    }
  }

  @Test
  void whatNeedsNoKeyTellsNothingOfAnyTenant() {
    var problems = new ArrayList<String>();
    for (HttpListing.Listed route : HttpListing.ROUTES) {
      if (route.scope() == HttpListing.Scope.NOBODY) {
        problems.addAll(
            told(route.name(), observed(request(route, nobodys, nobody).send(), Map.of())));
      }
    }
    for (String path : HttpListing.MANAGEMENT) {
      Answer answer = world.server.managementClient().get(path).send();
      assertThat(answer.status()).as(path).isEqualTo(200);
      problems.addAll(told(path, observed(answer, Map.of())));
      assertThat(answer.body()).as(path).doesNotContain(world.caller.id());
    }

    assertThat(problems).isEmpty();
  }

  private void created(String auditKey) {
    String document =
        "mutation { createStorageIntegration(data: { draft: true name: \"%s\" }) { id } }"
            .formatted(world.word);
    assertThat(graphQl(new Sender(auditKey, Optional.empty()), document, nobodys, "").body())
        .contains("\"id\"");
  }

  private void delete(String path) {
    assertThat(world.server.client().delete(path).key(world.server.operatorKey()).send().status())
        .isEqualTo(204);
  }
}
