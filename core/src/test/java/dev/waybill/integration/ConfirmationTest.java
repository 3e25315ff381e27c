package dev.waybill.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.export.Samples;
import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.InMemoryObjectStores;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PlaceProof;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.SharedIdentities;
import dev.waybill.storage.StoragePath;
import dev.waybill.time.SettableTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where the service writes with one identity for all tenants. */
class ConfirmationTest {
  private static final UUID ID = new UUID(1, 2);
  private static final Location PLACE = new GcsLocation("bucket", new StoragePath("audit"));
  private static final Credentials.GoogleGrant GRANT = SharedIdentities.grant(ID);
  private static final PlaceProof PROOF = GRANT.ownership();
  private static final Failure DENIED =
      new Failure(
          Fault.CUSTOMER, Stage.PUT, "ACCESS_DENIED", "The bucket refused.", "Grant the role.");

  private final InMemoryObjectStores stores = new InMemoryObjectStores();
  private final SettableTime time = new SettableTime(Samples.NOW);
  private final ConnectionTester tester = new ConnectionTester(stores, time);

  @Test
  void aTestPutsTheTokenBesideTheMarker() {
    Finding first = tester.test(PLACE, GRANT);
    Finding second = tester.examine(PLACE, GRANT);

    assertThat(first.test()).isEqualTo(ConnectionTest.passed(Samples.NOW));
    assertThat(second.test()).isEqualTo(ConnectionTest.passed(Samples.NOW));
    assertThat(second.markerWasThere()).isTrue();
    assertThat(stores.at(PLACE).objects()).containsOnlyKeys(ObjectKey.MARKER, PROOF.key());
    assertThat(stores.at(PLACE).read(PROOF.key()))
        .hasValueSatisfying(
            bytes -> assertThat(PROOF.isToken(new String(bytes, UTF_8), PLACE)).isTrue());
  }

  @Test
  void aTestPutsNoTokenWhereTheCredentialsAreTheTenantsOwn() {
    tester.test(PLACE, new Credentials.AccessKey("AK", "SK"));

    assertThat(stores.at(PLACE).objects()).containsOnlyKeys(ObjectKey.MARKER);
  }

  @Test
  void whateverStandsInTheWayOfTheTokenIsTheFinding() {
    for (PutOutcome outcome :
        List.of(new PutOutcome.Refused(DENIED), new PutOutcome.Unknown(DENIED))) {
      Finding found = new ConnectionTester(refusingTokens(outcome), time).test(PLACE, GRANT);

      assertThat(found.test().failure()).contains(DENIED);
      assertThat(found.test().status())
          .isEqualTo(
              "Error writing to gs://bucket/audit with the service's own service account - the bucket refused");
      assertThat(Confirmation.awaiting(found, PROOF)).isEqualTo(found);
    }
  }

  @Test
  void aPlaceThatWorksAwaitsItsConfirmation() {
    Finding awaiting = Confirmation.awaiting(tester.test(PLACE, GRANT), PROOF);

    Failure failure = awaiting.test().failure().orElseThrow();
    assertThat(failure.fault()).isEqualTo(Fault.CUSTOMER);
    assertThat(failure.stage()).isEqualTo(Stage.CONFIRM);
    assertThat(failure.code()).isEqualTo("DESTINATION_NOT_CONFIRMED");
    assertThat(failure.advice())
        .contains("audit/.waybill.confirm." + ID, "confirmDestination(id: \"" + ID + "\"");
    assertThat(awaiting.test().status())
        .isEqualTo(
            "The service can write to gs://bucket/audit, but you have not confirmed that it is"
                + " yours.");
    assertThat(awaiting.test().toString()).doesNotContain(token());
  }

  @Test
  void lessThanAConfirmedPlaceLetsNoDeliveryPass() {
    StorageIntegration integration = Samples.integration(Samples.TENANT, PLACE, ID, GRANT);

    Failure failure =
        catchThrowableOfType(FailureException.class, () -> Confirmation.require(integration))
            .failure();

    assertThat(failure.code()).isEqualTo(Confirmation.NOT_CONFIRMED);
    assertThat(ConnectionTester.status(PLACE, GRANT, failure)).isEqualTo(failure.message());
    assertThatCode(() -> Confirmation.require(Samples.confirmed(integration)))
        .doesNotThrowAnyException();
  }

  private static String token() {
    return new String(PROOF.content(PLACE), UTF_8).strip();
  }

  private ObjectStores refusingTokens(PutOutcome outcome) {
    return (location, credentials) ->
        new RefusingStore(stores.open(location, credentials), outcome);
  }

  private record RefusingStore(ObjectStore below, PutOutcome outcome) implements ObjectStore {
    @Override
    public PutOutcome put(ObjectKey key, byte[] content) {
      return key.equals(PROOF.key()) ? outcome : below.put(key, content);
    }

    @Override
    public ObjectUpload begin(ObjectKey key) {
      throw new AssertionError("a connection test puts each object in one request");
    }

    @Override
    public long bufferedBytesPerUpload() {
      return 0;
    }

    @Override
    public void close() {
      below.close();
    }
  }
}
