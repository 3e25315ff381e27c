package dev.waybill.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.isolation.GraphQlListing.Operation;
import dev.waybill.server.isolation.TwoTenants.Possessions;
import dev.waybill.server.testing.ExportedObjects;
import dev.waybill.server.testing.TestingTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A tenant calls every query and mutation with what is another tenant's. What it sees is what it
 * sees of ids that nobody has, down to the statements that were run, and no word of the other's.
 */
class IsolationIT extends IsolationDrive {
  /** Tables in which nothing stays, and those of people, whom LoginIT and PortalSessionIT have. */
  private static final List<String> PASSING =
      List.of("audit_outbox", "key_addresses", "portal_links", "sessions");

  @Test
  void bothTenantsHaveSomethingInEveryTable() {
    assertThat(tables.names()).contains("tenants", "api_keys", "export_jobs", "job_objects");
    assertThat(rowsOfTheOther().toString()).contains(world.word);
    assertThat(empty(rowsOfTheOther()))
        .as("TwoTenants must put something of both tenants into these tables")
        .isSubsetOf(PASSING);
    assertThat(empty(tables.rows(world.caller.id())))
        .isSubsetOf(Stream.concat(PASSING.stream(), Stream.of("idempotency_keys")).toList());
  }

  private static List<String> empty(Map<String, List<String>> tables) {
    return tables.entrySet().stream()
        .filter(table -> table.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void whatIsAnothersIsAnsweredAsIfItWereNotThere() {
    var problems = new ArrayList<String>();
    for (Operation operation : GraphQlListing.operations()) {
      if (operation.names()) {
        String document = operation.document(world.registries.schema());
        for (Sender sender : senders()) {
          graphQl(sender, document, nobodys, ""); // fills what remembers who calls
          Observed theirs = graphQl(sender, document, world.others, "");
          Observed nobodysAnswer = graphQl(sender, document, nobodys, "");
          assertThat(theirs.statements().isEmpty() && theirs.body().contains("NOT_FOUND"))
              .as("found nothing without asking: " + document)
              .isFalse();
          if (!theirs.equals(nobodysAnswer)) {
            problems.add(document + "\n  theirs:  " + theirs + "\n  nobody's: " + nobodysAnswer);
          }
          problems.addAll(told(document, theirs));
          problems.addAll(unbound(document, theirs));
        }
      }
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void whatIsReadIsTheCallersOwn() {
    var problems = new ArrayList<String>();
    for (Operation operation : GraphQlListing.operations()) {
      if (!operation.isMutation()) {
        String document = operation.document(world.registries.schema());
        for (Sender sender : senders()) {
          Observed answer = graphQl(sender, document, world.own, "");
          assertThat(answer.status()).as(document).isEqualTo(200);
          assertThat(answer.body()).as(document).doesNotContain("INTERNAL");
          problems.addAll(told(document, answer));
          problems.addAll(unbound(document, answer));
        }
      }
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void whatChangesSomethingFindsItForItsTenantFirst() {
    TestingTenant tenant = world.server.newTenant();
    world.s3.createBucket("to-be-changed");
    Possessions possessions = world.fill(tenant, "changed", "to-be-changed");
    Sender sender = new Sender(tenant.newKey("AUDIT"), Optional.empty());
    var problems = new ArrayList<String>();
    for (Operation operation : GraphQlListing.operations()) {
      String document =
          operation
              .document(world.registries.schema())
              .replace("{own}", possessions.configuration())
              .replace("{ownIntegration}", possessions.integration())
              .replace("{ownBackfill}", possessions.backfill());
      Observed answer = graphQl(sender, document, possessions, "");
      assertThat(answer.body()).as(document).doesNotContain("INTERNAL", "NOT_FOUND");
      problems.addAll(tables.unboundAtFirst(answer.statements()));
    }

    assertThat(problems)
        .as("the first statement of a transaction has tenant_id = ?; others go by what it found")
        .isEmpty();
  }

  @Test
  void anothersIdempotencyKeyIsAnyKey() {
    var problems = new ArrayList<String>();
    for (Operation operation : GraphQlListing.operations()) {
      if (operation.creates()) {
        String document = operation.document(world.registries.schema());
        Observed theirs =
            graphQl(own(), document, world.own, TwoTenants.IDEMPOTENCY_KEY + operation.field());
        Observed another = graphQl(own(), document, world.own, UUID.randomUUID().toString());
        assertThat(theirs.body()).as(document).contains("\"id\":").doesNotContain("errors");
        assertThat(theirs.withoutDrawn()).as(document).isEqualTo(another.withoutDrawn());
        problems.addAll(told(document, theirs));
      }
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void eachTenantsObjectsLieInAFolderOfItsOwn() {
    List<String> own = delivered(world.caller);
    List<String> others = delivered(world.other);

    assertThat(own).containsAll(sent(key, "&kind=CUSTOM")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(others).containsAll(sent(othersReader, "&kind=CUSTOM"));
    assertThat(sent(key, "")).containsAll(own).doesNotContainAnyElementsOf(others);
    assertThat(world.s3.keys("of-the-caller")).noneMatch(name -> name.contains(world.word));
  }

  /** The ids of all events that lie in a tenant's folder. */
  private List<String> delivered(TestingTenant tenant) {
    return new ExportedObjects(world.server.exports().resolve(tenant.id())).ids();
  }

  /** Those of the events that the log has of a key's tenant. */
  private List<String> sent(String with, String query) {
    return search(with, "?order=asc&limit=1000" + query)
        .json()
        .path("events")
        .valueStream()
        .map(event -> event.path("eventID").asString())
        .toList();
  }
}
