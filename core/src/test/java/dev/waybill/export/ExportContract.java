package dev.waybill.export;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

/** What contracts of the control plane share; each test has one of its own. */
public abstract class ExportContract {
  /** The one under test, the same during one test. */
  protected abstract ControlPlaneUnderTest controlPlane();

  @AfterEach
  void closeControlPlane() {
    controlPlane().close();
  }

  final void add(StorageIntegration integration, Credentials credentials) {
    controlPlane().add(integration, credentials);
  }

  final void add(ExportConfiguration configuration, Stream stream, Instant nextDue) {
    controlPlane().add(configuration, stream, nextDue);
  }

  final void change(ExportConfiguration changed) {
    controlPlane().change(changed);
  }

  final void move(IntegrationId integration, Location location) {
    controlPlane().move(integration, location);
  }

  final void detach(IntegrationId integration) {
    controlPlane().detach(integration);
  }

  final void retainFrom(TenantId tenant, Position position) {
    controlPlane().retainFrom(tenant, position);
  }

  final void remove(ConfigurationId configuration) {
    controlPlane().remove(configuration);
  }

  final ExportJob job(JobId id) {
    return controlPlane().job(id);
  }
}
