package dev.waybill.export;

class InMemoryBackfillJobsTest extends BackfillJobsContract {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }
}
