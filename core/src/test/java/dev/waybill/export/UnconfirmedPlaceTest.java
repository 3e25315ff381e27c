package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.SharedIdentities;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** No event goes where a tenant has yet to prove that the place is its own. */
class UnconfirmedPlaceTest {
  private static final UUID ID = new UUID(1, 2);
  private static final Credentials GRANT = SharedIdentities.grant(ID);

  @Test
  void getsNothingAndKeepsThePositionUntilItIsConfirmed() {
    EngineFixture fixture = new EngineFixture();
    fixture.stores.spareNoDocument();
    confirmed(fixture, false);
    fixture.appendVaried(300, 10, 1);
    fixture.plan();

    for (int attempts = 0; attempts < 3; attempts++) {
      assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
      assertThat(fixture.job().status()).isEqualTo(JobStatus.BLOCKED);
      Failure failure = fixture.job().failure().orElseThrow();
      assertThat(failure.code()).isEqualTo("DESTINATION_NOT_CONFIRMED");
      assertThat(failure.fault()).isEqualTo(Fault.CUSTOMER);
      assertThat(failure.stage()).isEqualTo(Stage.CONFIRM);
      fixture.waitForRetry();
    }
    assertThat(fixture.stores.tried()).isEmpty();
    assertThat(fixture.objects()).isEmpty();
    assertThat(fixture.documents(fixture.location)).isEmpty();
    assertThat(fixture.stream().cursor()).isEqualTo(Position.ZERO);
    assertThat(fixture.listener.defects).isEmpty();

    confirmed(fixture, true);
    fixture.deliver();

    fixture.assertDeliveredExactlyOnce();
  }

  /** What is not started yet follows an edit; waiting for a confirmation is no start. */
  @Test
  void pinsNoSettingsWhileItWaits() {
    EngineFixture fixture = new EngineFixture();
    confirmed(fixture, false);
    fixture.appendVaried(50, 3, 1);
    fixture.plan();
    fixture.attempt();
    assertThat(fixture.job().pinsSettings()).isFalse();
    fixture.ledger.change(
        Samples.withSelection(
            fixture.configuration, new Selection(Set.of(EventKind.QUERY), Set.of())));

    confirmed(fixture, true);
    fixture.waitForRetry();
    fixture.deliver();

    assertThat(fixture.job().settings().revision()).isEqualTo(2);
    assertThat(fixture.objects().keySet()).allMatch(key -> key.startsWith("events/kind=QUERY/"));
  }

  /** Its location has not changed, but the identity with which it is written to has. */
  @Test
  void goesOnWhereItWasOnceItIsConfirmedAgain() {
    EngineFixture fixture = new EngineFixture();
    confirmed(fixture, true);
    fixture.appendVaried(300, 10, 1);
    fixture.plan();
    fixture.stores.behave(
        FailingObjectStores.Behaviour.REFUSES, 5, Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"));
    fixture.attempt();
    fixture.stores.heal();
    fixture.waitForRetry();
    confirmed(fixture, false);
    int tried = fixture.stores.tried().size();

    fixture.attempt();
    assertThat(fixture.stores.tried()).hasSize(tried);
    fixture.waitForRetry();
    confirmed(fixture, true);
    fixture.deliver();

    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void getsNothingPutAgainEither() {
    RedeliveryFixture fixture = new RedeliveryFixture();
    fixture.loseEvery(2);
    fixture.loseDocuments();
    Map<String, String> left = fixture.engine.objects();
    confirmed(fixture.engine, false);
    Redelivery redelivery = fixture.request(1, 3);
    int tried = fixture.engine.stores.tried().size();

    assertThat(fixture.attempt()).isNotInstanceOf(RedeliveryOutcome.Redelivered.class);

    assertThat(fixture.failureCode(redelivery)).contains("DESTINATION_NOT_CONFIRMED");
    assertThat(fixture.engine.stores.tried()).hasSize(tried);
    assertThat(fixture.engine.objects()).isEqualTo(left);
    assertThat(fixture.engine.documents(fixture.engine.location)).isEmpty();

    confirmed(fixture.engine, true);
    fixture.engine.redeliveries.wake(fixture.engine.integration.id(), fixture.engine.time.now());
    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Redelivered.class);
    fixture.assertHealed();
    fixture.assertDocumentsHealed();
  }

  /** As if its tenant, or a change, had made it so. */
  private static void confirmed(EngineFixture fixture, boolean confirmed) {
    StorageIntegration old = fixture.integration;
    fixture.ledger.add(
        new StorageIntegration(
            old.id(),
            old.tenant(),
            old.name(),
            old.location(),
            GRANT.authentication(),
            confirmed,
            old.externalId(),
            old.lastTest(),
            old.revision(),
            old.createdAt(),
            old.updatedAt()),
        GRANT);
  }
}
