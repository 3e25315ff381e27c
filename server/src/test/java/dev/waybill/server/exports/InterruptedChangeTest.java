package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.LinkedExports;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.StorageIntegration;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service ends after a change of a destination was stored, and before it was tested. */
class InterruptedChangeTest {
  private static final TenantId ACME = new TenantId("acme");

  private final SettableTime time = new SettableTime();
  private final DataDirectory directory;
  private final ControlPlane controlPlane;
  private final ConnectionTests tests;
  private final IntegrationEditor editor;
  private boolean ends;

  InterruptedChangeTest(@TempDir Path folder) {
    directory = DataDirectory.open(folder);
    controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5);
    controlPlane.tenants().upsert(ACME, "Acme", time.now());
    tests = SampleParts.passing(controlPlane.storageIntegrations(), time, this::duringTheTest);
    editor =
        new IntegrationEditor(
            controlPlane.integrationChanges(),
            controlPlane.storageIntegrations(),
            controlPlane.exportConfigurations(),
            SampleParts.destinations(),
            tests,
            new Wakes(),
            new TenantDeletions(),
            time,
            UUID::randomUUID);
  }

  @AfterEach
  void close() {
    tests.close();
    controlPlane.close();
    directory.close();
  }

  @Test
  void theSuccessOfTheOldPlaceIsNotThatOfTheNewOneAndTheNextReadTests() {
    editor.create(caller(), Optional.empty(), target("old"), Optional.empty());
    StorageIntegration before = integration();
    assertThat(before.lastTest().succeeded()).isTrue();

    ends = true;
    assertThatThrownBy(
            () ->
                editor.redirect(
                    ACME, before.id(), Optional.empty(), target("new"), LinkedExports.UPDATE))
        .hasMessage("the service ends");
    ends = false;

    StorageIntegration changed = integration();
    assertThat(changed.location().path()).hasToString("new");
    assertThat(changed.lastTest()).isEqualTo(ConnectionTest.notTested(time.now()));
    assertThat(tests.read(List.of(changed)).join())
        .isEqualTo(Map.of(changed.id(), ConnectionTest.passed(time.now())));
    assertThat(integration().lastTest().succeeded()).isTrue();
  }

  private void duringTheTest() {
    if (ends) {
      throw new IllegalStateException("the service ends");
    }
  }

  private StorageIntegration integration() {
    return controlPlane.storageIntegrations().list(ACME).getFirst();
  }

  private static DirectoryTarget target(String path) {
    return new DirectoryTarget(Optional.of("/exports"), Optional.of(path));
  }

  private static Caller caller() {
    ApiKey key =
        new ApiKey(
            new UUID(1, 1),
            Optional.of(ACME),
            "test",
            Set.of(Permission.AUDIT),
            "wb_",
            new SettableTime().now());
    return new Caller(key, Optional.of(ACME), 0);
  }
}
