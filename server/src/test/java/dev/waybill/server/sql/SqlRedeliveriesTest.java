package dev.waybill.server.sql;

import dev.waybill.export.ControlPlaneUnderTest;
import dev.waybill.export.RedeliveriesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlRedeliveriesTest extends RedeliveriesContract {
  private final Tables tables;

  SqlRedeliveriesTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }
}
