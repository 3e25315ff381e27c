package dev.waybill.server.sql;

import dev.waybill.export.BackfillCancellationContract;
import dev.waybill.export.ControlPlaneUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlBackfillCancellationTest extends BackfillCancellationContract {
  private final Tables tables;

  SqlBackfillCancellationTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }
}
