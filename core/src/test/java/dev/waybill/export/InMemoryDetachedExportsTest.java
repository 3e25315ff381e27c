package dev.waybill.export;

class InMemoryDetachedExportsTest extends DetachedExportsContract {
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return controlPlane;
  }
}
