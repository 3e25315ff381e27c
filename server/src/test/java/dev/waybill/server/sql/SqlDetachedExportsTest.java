package dev.waybill.server.sql;

import dev.waybill.export.ControlPlaneUnderTest;
import dev.waybill.export.DetachedExportsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlDetachedExportsTest extends DetachedExportsContract {
  private final Tables tables;

  SqlDetachedExportsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }
}
