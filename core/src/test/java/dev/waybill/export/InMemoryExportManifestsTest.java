package dev.waybill.export;

class InMemoryExportManifestsTest extends ExportManifestsContract {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }
}
