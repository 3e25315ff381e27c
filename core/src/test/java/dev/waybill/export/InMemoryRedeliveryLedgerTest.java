package dev.waybill.export;

class InMemoryRedeliveryLedgerTest extends RedeliveryLedgerContract {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }
}
