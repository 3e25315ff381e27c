package dev.waybill.server.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.export.Samples;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.storage.Credentials.GoogleGrant;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.PlaceProof;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something happens to a storage integration while its place is confirmed. */
class PlaceConfirmationTest {
  private static final Location PLACE = GcsLocation.parse("gs://acme-audit/p");

  private final SettableTime time = new SettableTime(Samples.NOW);
  private final InMemoryIntegrations integrations = new InMemoryIntegrations();
  private final PlaceProof proof =
      new PlaceProof(UUID.randomUUID(), new ProofSeeds(new SecureRandom()).draw());
  private final StorageIntegration integration =
      Samples.integration(Samples.TENANT, PLACE, proof.integration(), new GoogleGrant(proof));
  private final DataDirectory directory;
  private final ControlPlane controlPlane;
  private final ConnectionTests tests;
  private final PlaceConfirmation confirmation;
  private Runnable duringTheNextTest = () -> {};

  PlaceConfirmationTest(@TempDir Path folder) {
    directory = DataDirectory.open(folder);
    controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5);
    tests = SampleParts.passing(integrations, time, this::duringATest);
    confirmation =
        new PlaceConfirmation(integrations, controlPlane.exportConfigurations(), tests, time);
    integrations.put(integration, new GoogleGrant(proof));
  }

  @AfterEach
  void close() {
    tests.close();
    controlPlane.close();
    directory.close();
  }

  @Test
  void successIsTheFindingOfATestAndWakesWhatIsBlocked() {
    IntegrationView confirmed = confirm(token(PLACE));

    assertThat(confirmed).isInstanceOf(IntegrationView.Complete.class);
    assertThat(((IntegrationView.Complete) confirmed).integration().confirmed()).isTrue();
    assertThat(integrations.woken()).containsExactly(integration.id());
  }

  @Test
  void aTestByReadingThatBeganBeforeDoesNotTakeItsSuccessBack() {
    StorageIntegration refused =
        integration.tested(
            PLACE,
            ConnectionTest.failed(
                "Denied", Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"), time.now()));
    integrations.put(refused);
    duringTheNextTest = () -> confirm(token(PLACE));

    var read = tests.read(List.of(refused)).join();

    assertThat(read).containsEntry(refused.id(), ConnectionTest.passed(time.now()));
    assertThat(integrations.find(Samples.TENANT, refused.id()).orElseThrow().lastTest())
        .isEqualTo(ConnectionTest.passed(time.now()));
  }

  @Test
  void aPlaceThatIsChangedMeanwhileIsNotConfirmed() {
    integrations.meanwhile(() -> integrations.meanwhile(() -> integrations.put(moved())));

    Refused refused = catchThrowableOfType(Refused.class, () -> confirm(token(PLACE)));

    assertThat(refused.reason()).isEqualTo(Refused.Reason.CONFLICT);
    assertThat(refused).hasMessageContaining("changed in the meantime");
    assertThat(integrations.woken()).isEmpty();
  }

  @Test
  void onlyTheTokenOfThePresentPlaceCounts() {
    integrations.put(moved());

    InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> confirm(token(PLACE)));

    assertThat(refused.field()).isEqualTo("token");
    assertThat(refused.getMessage()).contains("gs://acme-audit/elsewhere");
    confirm(token(moved().location()));
    assertThat(integrations.woken()).containsExactly(integration.id());
  }

  @Test
  void oneThatIsDeletedMeanwhileIsNotFound() {
    integrations.meanwhile(
        () -> integrations.meanwhile(() -> integrations.delete(integration.id())));

    Refused refused = catchThrowableOfType(Refused.class, () -> confirm(token(PLACE)));

    assertThat(refused.reason()).isEqualTo(Refused.Reason.NOT_FOUND);
  }

  private void duringATest() {
    Runnable happens = duringTheNextTest;
    duringTheNextTest = () -> {};
    happens.run();
  }

  private IntegrationView confirm(String token) {
    return confirmation.confirm(Samples.TENANT, integration.id().value(), token);
  }

  private String token(Location place) {
    return new String(proof.content(place), UTF_8);
  }

  private StorageIntegration moved() {
    return new StorageIntegration(
        integration.id(),
        integration.tenant(),
        integration.name(),
        GcsLocation.parse("gs://acme-audit/elsewhere"),
        integration.authentication(),
        false,
        integration.externalId(),
        integration.lastTest(),
        integration.revision() + 1,
        integration.createdAt(),
        time.now());
  }
}
