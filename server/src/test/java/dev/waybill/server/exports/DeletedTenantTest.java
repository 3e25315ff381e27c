package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.export.Interval;
import dev.waybill.export.LinkedExports;
import dev.waybill.integration.IntegrationId;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection test of a creation takes so long that something happens to its tenant. */
class DeletedTenantTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final S3Target TARGET =
      new S3Target(SampleParts.BUCKET, Optional.of("AK"), Optional.of("SK"));

  private final SettableTime time = new SettableTime();
  private final TenantDeletions deletions = new TenantDeletions();
  private final DataDirectory directory;
  private final ControlPlane controlPlane;
  private final ExportCreator creator;
  private final IntegrationEditor integrations;
  private Runnable duringTheTest = () -> {};

  DeletedTenantTest(@TempDir Path folder) {
    directory = DataDirectory.open(folder);
    controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5);
    controlPlane.tenants().upsert(ACME, "Acme", time.now());
    controlPlane.tenants().upsert(OTHER, "Other", time.now());
    Destinations destinations = SampleParts.destinations();
    ConnectionTests tests =
        SampleParts.passing(controlPlane.storageIntegrations(), time, () -> duringTheTest.run());
    creator =
        new ExportCreator(
            new InMemoryEventLog(time),
            controlPlane.exportConfigurations(),
            controlPlane.storageIntegrations(),
            destinations,
            tests,
            deletions,
            time,
            UUID::randomUUID);
    integrations =
        new IntegrationEditor(
            controlPlane.integrationChanges(),
            controlPlane.storageIntegrations(),
            controlPlane.exportConfigurations(),
            destinations,
            tests,
            new Wakes(),
            deletions,
            time,
            UUID::randomUUID);
  }

  @AfterEach
  void close() {
    controlPlane.close();
    directory.close();
  }

  @Test
  void anExportOfTheDeletedTenantIsNotCreatedForItsSuccessor() {
    duringTheTest =
        () -> {
          delete(ACME);
          controlPlane.tenants().upsert(ACME, "Another", time.now());
        };

    Refused refused = catchThrowableOfType(Refused.class, this::create);

    assertThat(refused.reason()).isEqualTo(Refused.Reason.NOT_FOUND);
    assertThat(controlPlane.exportConfigurations().list(ACME)).isEmpty();
    assertThat(controlPlane.storageIntegrations().list(ACME)).isEmpty();
  }

  @Test
  void noIntegrationOfTheDeletedTenantIsCreatedForItsSuccessor() {
    duringTheTest =
        () -> {
          delete(ACME);
          controlPlane.tenants().upsert(ACME, "Another", time.now());
        };

    Refused refused =
        catchThrowableOfType(
            Refused.class,
            () -> integrations.create(caller(), Optional.empty(), TARGET, Optional.empty()));

    assertThat(refused.reason()).isEqualTo(Refused.Reason.NOT_FOUND);
    assertThat(controlPlane.storageIntegrations().list(ACME)).isEmpty();
  }

  @Test
  void aDraftOfTheDeletedTenantIsNotCompletedForItsSuccessor() {
    integrations.draft(caller(), Optional.empty(), Optional.empty());
    IntegrationId draft = controlPlane.storageIntegrations().drafts(ACME).getFirst().id();
    duringTheTest =
        () -> {
          delete(ACME);
          controlPlane.tenants().upsert(ACME, "Another", time.now());
        };

    Refused refused =
        catchThrowableOfType(
            Refused.class,
            () ->
                integrations.redirect(ACME, draft, Optional.empty(), TARGET, LinkedExports.PAUSE));

    assertThat(refused.reason()).isEqualTo(Refused.Reason.CONFLICT);
    assertThat(controlPlane.storageIntegrations().list(ACME)).isEmpty();
    assertThat(controlPlane.storageIntegrations().drafts(ACME)).isEmpty();
  }

  @Test
  void anExportOfAnotherTenantIsCreated() {
    duringTheTest = () -> delete(OTHER);

    create();

    assertThat(controlPlane.exportConfigurations().list(ACME)).hasSize(1);
  }

  private void delete(TenantId tenant) {
    assertThat(controlPlane.tenants().delete(tenant)).isTrue();
    deletions.add(tenant);
  }

  private ExportView create() {
    return creator.create(
        caller(),
        TARGET,
        new ExportOptions(
            Optional.empty(),
            Optional.of(Interval.EVERY_HOUR),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty());
  }

  private Caller caller() {
    ApiKey key =
        new ApiKey(
            new UUID(1, 1), Optional.of(ACME), "test", Set.of(Permission.AUDIT), "wb_", time.now());
    return new Caller(key, Optional.of(ACME), deletions.last());
  }
}
