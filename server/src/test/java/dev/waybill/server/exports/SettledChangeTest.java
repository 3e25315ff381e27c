package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.Samples;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.SharedIdentities;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A destination stays where it is, but the service is to come there as somebody else. */
class SettledChangeTest {
  private static final AzureAppTarget OTHER_DIRECTORY =
      new AzureAppTarget(nowhereElse(), Optional.of(SharedIdentities.OTHER_DIRECTORY.toString()));

  private final SettableTime time = new SettableTime(Samples.NOW);
  private final Wakes engine = new Wakes();
  private final DataDirectory directory;
  private final ControlPlane controlPlane;
  private final ConnectionTests tests;
  private final ExportEditor exports;
  private final IntegrationEditor integrations;

  SettledChangeTest(@TempDir Path folder) {
    directory = DataDirectory.open(folder);
    controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5);
    tests = SampleParts.passing(controlPlane.storageIntegrations(), time);
    exports =
        new ExportEditor(
            controlPlane.exportConfigurations(),
            controlPlane.storageIntegrations(),
            controlPlane.exportHistory(),
            SampleParts.destinations(),
            tests,
            engine,
            time);
    integrations =
        new IntegrationEditor(
            controlPlane.integrationChanges(),
            controlPlane.storageIntegrations(),
            controlPlane.exportConfigurations(),
            SampleParts.destinations(),
            tests,
            engine,
            new TenantDeletions(),
            time,
            UUID::randomUUID);
  }

  @BeforeEach
  void addTheTenant() {
    controlPlane.tenants().upsert(Samples.TENANT, "Acme", time.now());
  }

  @AfterEach
  void close() {
    tests.close();
    controlPlane.close();
    directory.close();
  }

  @Test
  void noExportGoesOnAsTheApplicationOfTheOldDirectory() {
    StorageIntegration integration = entra();
    ExportConfiguration changed = export(integration);
    ExportConfiguration linked = export(integration);
    ExportConfiguration ending = export(integration);
    exportElsewhere();
    deleted(ending);

    update(changed, OTHER_DIRECTORY);

    assertThat(engine.settled()).containsExactlyInAnyOrder(changed.id(), linked.id(), ending.id());
  }

  @Test
  void norIfTheIntegrationItselfIsChanged() {
    StorageIntegration integration = entra();
    ExportConfiguration export = export(integration);
    ExportConfiguration ending = export(integration);
    deleted(ending);

    integrations.redirect(
        Samples.TENANT, integration.id(), Optional.empty(), OTHER_DIRECTORY, LinkedExports.UPDATE);

    assertThat(engine.settled()).containsExactlyInAnyOrder(export.id(), ending.id());
  }

  @Test
  void aNewSecretOfTheSameIdentityEndsNoDelivery() {
    ExportConfiguration export =
        export(add(Samples.location("archive"), UUID.randomUUID(), Samples.CREDENTIALS));

    update(
        export,
        new S3Target(
            new S3Place(
                Optional.empty(),
                Optional.of("archive"),
                Optional.of("audit"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SampleParts.BUCKET.options()),
            Optional.of("NEW"),
            Optional.of("SECRET")));

    assertThat(controlPlane.storageIntegrations().credentials(Samples.TENANT, export.integration()))
        .isNotEqualTo(Optional.of(Samples.CREDENTIALS));
    assertThat(engine.settled()).isEmpty();
  }

  @Test
  void whatChangesNothingEndsNoDelivery() {
    StorageIntegration integration = entra();
    ExportConfiguration export = export(integration);
    AzureAppTarget same =
        new AzureAppTarget(nowhereElse(), Optional.of(SharedIdentities.DIRECTORY.toString()));

    update(export, same);
    integrations.redirect(
        Samples.TENANT, integration.id(), Optional.empty(), same, LinkedExports.UPDATE);

    assertThat(engine.settled()).isEmpty();
  }

  private void update(ExportConfiguration export, DestinationTarget target) {
    exports.update(Samples.TENANT, export.id(), Optional.empty(), target, SampleParts.NO_OPTIONS);
  }

  private StorageIntegration entra() {
    UUID id = UUID.randomUUID();
    return add(
        container("audit"), id, SharedIdentities.application(id, SharedIdentities.DIRECTORY));
  }

  private void exportElsewhere() {
    UUID id = UUID.randomUUID();
    export(add(container("other"), id, SharedIdentities.grant(id)));
  }

  private StorageIntegration add(Location location, UUID id, Credentials credentials) {
    StorageIntegration integration = Samples.integration(Samples.TENANT, location, id, credentials);
    assertThat(controlPlane.integrationChanges().create(integration, credentials, Optional.empty()))
        .isInstanceOf(IntegrationChanges.Change.Done.class);
    return integration;
  }

  private ExportConfiguration export(StorageIntegration integration) {
    ExportConfiguration export = Samples.configuration(integration);
    assertThat(
            controlPlane
                .exportConfigurations()
                .create(export, Samples.stream(export), time.now(), Optional.empty()))
        .isEqualTo(new ExportConfigurations.Change.Done(export));
    return export;
  }

  private void deleted(ExportConfiguration export) {
    ConfigurationId id = export.id();
    assertThat(controlPlane.exportConfigurations().delete(Samples.TENANT, id, time.now()))
        .isInstanceOf(ExportConfigurations.Change.Done.class);
  }

  private static Location container(String name) {
    return AzureLocation.parse("azure://acme.blob.core.windows.net/" + name);
  }

  private static AzurePlace nowhereElse() {
    return new AzurePlace(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
