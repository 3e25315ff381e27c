package dev.waybill.server.sql;

import dev.waybill.export.ControlPlaneUnderTest;
import dev.waybill.export.ExportPlanningContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlExportPlanningTest extends ExportPlanningContract {
  private final Tables tables;

  SqlExportPlanningTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }
}
