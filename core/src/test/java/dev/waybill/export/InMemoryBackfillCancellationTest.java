package dev.waybill.export;

class InMemoryBackfillCancellationTest extends BackfillCancellationContract {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }
}
