package dev.waybill.server.sql;

import static dev.waybill.server.sql.PlacesToConfirm.ACME;
import static dev.waybill.server.sql.PlacesToConfirm.LATER;
import static dev.waybill.server.sql.PlacesToConfirm.NOW;
import static dev.waybill.server.sql.PlacesToConfirm.OTHER;
import static dev.waybill.server.sql.PlacesToConfirm.at;
import static dev.waybill.server.sql.PlacesToConfirm.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redirection;
import dev.waybill.export.Samples;
import dev.waybill.fault.Fault;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations.Confirmed;
import dev.waybill.server.audit.AuditOutbox.Waiting;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.PlaceProof;
import dev.waybill.storage.SharedIdentities;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places that tenants have proven to be their own: until when they are. */
class SqlConfirmationsTest {
  private final PlacesToConfirm places;

  SqlConfirmationsTest(@TempDir Path folder) {
    places = new PlacesToConfirm(folder);
  }

  @AfterEach
  void close() {
    places.close();
  }

  @Test
  void isAtThePresentRevisionOnly() {
    StorageIntegration mine = places.grant(ACME, at("bucket", "a"));
    assertThat(mine.confirmed()).isFalse();

    assertThat(places.tables().integrations.confirm(ACME, mine.id(), 2, LATER))
        .isEqualTo(Confirmed.CHANGED);
    assertThat(places.tables().integrations.confirm(OTHER, mine.id(), 1, LATER))
        .isEqualTo(Confirmed.CHANGED);
    assertThat(places.stored(mine).confirmed()).isFalse();
    assertThat(places.confirm(mine)).isEqualTo(Confirmed.DONE);

    assertThat(places.stored(mine).confirmed()).isTrue();
    assertThat(places.stored(mine).revision()).isEqualTo(2);
    assertThat(places.stored(mine).updatedAt()).isEqualTo(LATER);
    assertThat(places.confirm(places.stored(mine))).as("once more").isEqualTo(Confirmed.DONE);
    assertThat(places.stored(mine).revision()).isEqualTo(2);
  }

  @Test
  void whatATestFoundBeforeItSaysNothingOfWhatIsConfirmed() {
    StorageIntegration before = places.grant(ACME, at("bucket", "a"));
    ConnectionTest awaited =
        ConnectionTest.failed(
            "Not confirmed", Samples.failure(Fault.CUSTOMER, "DESTINATION_NOT_CONFIRMED"), LATER);
    StorageIntegration confirmed = places.confirmed(before);

    assertThat(
            places.tables().integrations.recordTest(ACME, before.id(), before.revision(), awaited))
        .isFalse();

    assertThat(places.stored(before).lastTest()).isEqualTo(ConnectionTest.notTested(LATER));
    assertThat(confirmed.confirmed()).isTrue();
  }

  @Test
  void aTenantMayConfirmOnePlaceForSeveralIntegrations() {
    places.confirm(places.grant(ACME, at("bucket", "a")));
    StorageIntegration second = places.grant(ACME, at("bucket", "a"));
    StorageIntegration below = places.grant(ACME, at("bucket", "a/b"));
    assertThat(places.stored(second).confirmed()).as("by its own token").isFalse();

    assertThat(places.confirm(second)).isEqualTo(Confirmed.DONE);
    assertThat(places.confirm(below)).isEqualTo(Confirmed.DONE);
  }

  @Test
  void isFreedWhenItsOwnerMovesAway() {
    StorageIntegration mine = places.confirmed(places.grant(ACME, at("bucket", "a")));
    StorageIntegration others = places.grant(OTHER, at("bucket", "a"));
    assertThat(places.confirm(others)).isEqualTo(Confirmed.TAKEN);

    move(mine, at("bucket", "b"));

    assertThat(places.stored(mine).confirmed()).isFalse();
    assertThat(places.confirm(others)).isEqualTo(Confirmed.DONE);
    move(mine, at("bucket", "a"));
    assertThat(places.stored(mine).confirmed()).as("that it was its own once").isFalse();
    assertThat(
            places
                .tables()
                .integrations
                .confirm(ACME, mine.id(), places.stored(mine).revision(), LATER))
        .isEqualTo(Confirmed.TAKEN);
  }

  @Test
  void isFreedWhenItsOwnerIsDeletedAndNothingEndsThere() {
    StorageIntegration mine = places.confirmed(places.grant(ACME, at("bucket", "a")));
    StorageIntegration others = places.grant(OTHER, at("bucket", "a"));
    ExportConfiguration export = Samples.configuration(mine);
    places.tables().add(export, Samples.stream(export), NOW);

    places.tables().integrationChanges.delete(ACME, mine.id(), LinkedExportsAtDeletion.DELETE, NOW);
    assertThat(places.confirm(others)).as("a stream ends there").isEqualTo(Confirmed.TAKEN);
    places.tables().endStreams();

    assertThat(places.confirm(others)).isEqualTo(Confirmed.DONE);
    assertThat(places.tables().integrations.confirm(ACME, mine.id(), 1, LATER))
        .isEqualTo(Confirmed.CHANGED);
  }

  @Test
  void isFreedWithItsTenant() {
    places.confirm(places.grant(ACME, at("bucket", "a")));

    places.tables().tenants.delete(ACME);

    assertThat(places.confirm(places.grant(OTHER, at("bucket", "a")))).isEqualTo(Confirmed.DONE);
  }

  @Test
  void anotherSecretOfTheSameIdentityKeepsIt() {
    StorageIntegration mine = places.confirmed(places.grant(ACME, at("bucket", "a")));
    PlaceProof drawnAnew = new PlaceProof(mine.id().value(), SharedIdentities.SEED + "2");

    exchange(mine, new Credentials.GoogleGrant(drawnAnew));

    assertThat(places.stored(mine).confirmed()).isTrue();
  }

  @Test
  void anotherDirectoryLosesIt() {
    StorageIntegration mine =
        places.confirmed(places.entra(ACME, container("account"), SharedIdentities.DIRECTORY));

    exchange(
        mine, SharedIdentities.application(mine.id().value(), SharedIdentities.OTHER_DIRECTORY));

    assertThat(places.stored(mine).confirmed()).isFalse();
    assertThat(
            places.confirm(places.entra(OTHER, container("account"), SharedIdentities.DIRECTORY)))
        .isEqualTo(Confirmed.DONE);
  }

  @Test
  void isRecordedOnceAndSoIsARefusal() {
    StorageIntegration mine = places.grant(ACME, at("bucket", "a"));
    StorageIntegration others = places.grant(OTHER, at("bucket", "a/b"));
    places.tables().integrations.confirm(ACME, mine.id(), 9, LATER);

    places.confirm(mine);
    places.confirm(places.stored(mine));
    places.confirm(others);

    List<Waiting> acts =
        new SqlAuditOutbox(places.tables().database)
            .oldest(100).stream()
                .filter(act -> act.event().contains("\"ConfirmDestination\""))
                .toList();
    assertThat(acts).extracting(Waiting::tenant).containsExactly(ACME, OTHER);
    assertThat(acts.getFirst().event())
        .contains("\"responseCode\":200", "\"destination\":\"gs://bucket/a\"")
        .doesNotContain("\"error\"");
    assertThat(acts.getLast().event())
        .contains(
            "\"responseCode\":409",
            "\"error\":\"This place, or one above or below it, is confirmed by another tenant.\"",
            "\"destination\":\"gs://bucket/a/b\"")
        .doesNotContain("acme");
  }

  @Test
  void nothingOfItIsThereWithoutItsRecord() {
    StorageIntegration mine = places.grant(ACME, at("bucket", "a"));
    places.tables().database.run(tx -> tx.update("DROP TABLE audit_outbox"));

    assertThatThrownBy(() -> places.confirm(mine)).isInstanceOf(ControlPlaneException.class);

    assertThat(places.stored(mine).confirmed()).isFalse();
  }

  private void move(StorageIntegration integration, Location location) {
    Credentials known = credentials(integration.id());
    change(new Redirection(places.stored(integration), known, location, known));
  }

  private void exchange(StorageIntegration integration, Credentials changed) {
    change(
        new Redirection(
            integration, credentials(integration.id()), integration.location(), changed));
  }

  private void change(Redirection change) {
    assertThat(places.tables().integrationChanges.redirect(change, LinkedExports.UPDATE, LATER))
        .isInstanceOf(Change.Done.class);
  }

  private Credentials credentials(IntegrationId id) {
    return places.tables().integrations.credentials(ACME, id).orElseThrow();
  }
}
