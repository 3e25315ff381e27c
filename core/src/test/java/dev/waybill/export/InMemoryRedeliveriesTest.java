package dev.waybill.export;

class InMemoryRedeliveriesTest extends RedeliveriesContract {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }
}
