package dev.waybill.export;

class InMemoryExportLedgerTest extends ExportLedgerContract {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }
}
