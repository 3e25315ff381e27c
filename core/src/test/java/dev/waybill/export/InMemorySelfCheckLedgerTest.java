package dev.waybill.export;

class InMemorySelfCheckLedgerTest extends SelfCheckLedgerContract {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }
}
