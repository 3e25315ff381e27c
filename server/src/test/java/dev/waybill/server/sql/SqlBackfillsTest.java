package dev.waybill.server.sql;

import dev.waybill.export.BackfillsContract;
import dev.waybill.export.ControlPlaneUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlBackfillsTest extends BackfillsContract {
  private final Tables tables;

  SqlBackfillsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }
}
