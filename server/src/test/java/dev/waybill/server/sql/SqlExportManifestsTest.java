package dev.waybill.server.sql;

import dev.waybill.export.ControlPlaneUnderTest;
import dev.waybill.export.ExportManifestsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlExportManifestsTest extends ExportManifestsContract {
  private final Tables tables;

  SqlExportManifestsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }
}
