package dev.waybill.server.sql;

import dev.waybill.export.BackfillJobsContract;
import dev.waybill.export.ControlPlaneUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlBackfillJobsTest extends BackfillJobsContract {
  private final Tables tables;

  SqlBackfillJobsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }
}
