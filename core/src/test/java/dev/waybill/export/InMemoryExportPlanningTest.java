package dev.waybill.export;

class InMemoryExportPlanningTest extends ExportPlanningContract {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }
}
