package dev.waybill.export;

class InMemoryEndingStreamsTest extends EndingStreamsContract {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }
}
