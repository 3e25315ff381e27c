package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.Samples;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export is attached to another storage integration. */
class ReattachmentTest {
  private final SettableTime time = new SettableTime(Samples.NOW);
  private final InMemoryIntegrations read = new InMemoryIntegrations();
  private final DataDirectory directory;
  private final ControlPlane controlPlane;
  private final ConnectionTests tests;
  private final ExportEditor editor;
  private final ExportReader reader;

  ReattachmentTest(@TempDir Path folder) {
    directory = DataDirectory.open(folder);
    controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5);
    controlPlane.tenants().upsert(Samples.TENANT, "Acme", time.now());
    tests = SampleParts.passing(read, time);
    editor =
        new ExportEditor(
            controlPlane.exportConfigurations(),
            read,
            controlPlane.exportHistory(),
            SampleParts.destinations(),
            tests,
            new Wakes(),
            time);
    reader =
        new ExportReader(
            controlPlane.exportConfigurations(), read, controlPlane.exportHistory(), tests);
  }

  @AfterEach
  void close() {
    tests.close();
    controlPlane.close();
    directory.close();
  }

  @Test
  void anIntegrationThatWasDeletedSinceItWasReadIsWhatIsNotFound() {
    ExportConfiguration export = create();
    StorageIntegration deleted = Samples.integration(Samples.TENANT, Samples.location("gone"));
    read.put(deleted);

    Refused refused =
        catchThrowableOfType(
            Refused.class,
            () ->
                editor.update(
                    Samples.TENANT,
                    export.id(),
                    Optional.empty(),
                    Optional.of(deleted.id()),
                    SampleParts.NO_OPTIONS));

    assertThat(refused.reason()).isEqualTo(Refused.Reason.NOT_FOUND);
    assertThat(refused.field()).isEqualTo("storageIntegrationId");
    assertThat(refused).hasMessageContaining("storage integration");
    assertThat(controlPlane.exportConfigurations().list(Samples.TENANT)).containsExactly(export);
  }

  @Test
  void anExportThatIsAttachedElsewhereWhileItIsReadIsStillThere() {
    ExportConfiguration export = create();
    StorageIntegration other = attachElsewhereAtTheNextLook(export);
    assertThat(reader.list(Samples.TENANT, StatusReading.LAST_KNOWN).join())
        .singleElement()
        .satisfies(
            view -> {
              assertThat(view.configuration().id()).isEqualTo(export.id());
              assertThat(view.integration()).isEqualTo(other);
            });
  }

  @Test
  void anExportThatIsAttachedElsewhereWhileItIsLookedUpIsFoundThere() {
    ExportConfiguration export = create();
    StorageIntegration other = attachElsewhereAtTheNextLook(export);
    assertThat(
            reader
                .export(Samples.TENANT, export.id(), StatusReading.LAST_KNOWN)
                .join()
                .integration())
        .isEqualTo(other);
  }

  @Test
  void aChangeOfAnExportThatIsAttachedElsewhereMeanwhileIsAConflictAndNothingIsMissing() {
    ExportConfiguration export = create();
    attachElsewhereAtTheNextLook(export);
    Refused refused =
        catchThrowableOfType(
            Refused.class,
            () ->
                editor.update(
                    Samples.TENANT,
                    export.id(),
                    Optional.of(export.revision()),
                    new DirectoryTarget(Optional.empty(), Optional.empty()),
                    SampleParts.NO_OPTIONS));
    assertThat(refused.reason()).isEqualTo(Refused.Reason.CONFLICT);
    assertThat(refused.field()).isEqualTo("revision");
  }

  @Test
  void anExportThatIsDeletedWhileItIsReadIsGone() {
    ExportConfiguration export = create();
    read.meanwhile(
        () -> {
          controlPlane.exportConfigurations().delete(Samples.TENANT, export.id(), time.now());
          read.delete(export.integration());
        });
    assertThat(reader.list(Samples.TENANT, StatusReading.LAST_KNOWN).join()).isEmpty();
  }

  private StorageIntegration attachElsewhereAtTheNextLook(ExportConfiguration export) {
    StorageIntegration other = Samples.integration(Samples.TENANT, Samples.location("elsewhere"));
    assertThat(
            controlPlane.integrationChanges().create(other, Samples.CREDENTIALS, Optional.empty()))
        .isInstanceOf(IntegrationChanges.Change.Done.class);
    read.put(other);
    read.meanwhile(
        () -> {
          assertThat(
                  controlPlane
                      .exportConfigurations()
                      .update(Samples.attached(export, other.id()), time.now()))
              .isInstanceOf(ExportConfigurations.Change.Done.class);
          read.delete(export.integration());
        });
    return other;
  }

  private ExportConfiguration create() {
    StorageIntegration integration =
        Samples.integration(Samples.TENANT, Samples.location("archive"));
    read.put(integration);
    ExportConfiguration export = Samples.configuration(integration);
    assertThat(
            controlPlane
                .exportConfigurations()
                .create(
                    integration,
                    Samples.CREDENTIALS,
                    export,
                    Samples.stream(export),
                    time.now(),
                    Optional.empty()))
        .isEqualTo(new ExportConfigurations.Change.Done(export));
    return export;
  }
}
