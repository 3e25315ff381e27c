package dev.waybill.server.sql;

import dev.waybill.export.ControlPlaneUnderTest;
import dev.waybill.export.EndingStreamsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlEndingStreamsTest extends EndingStreamsContract {
  private final Tables tables;

  SqlEndingStreamsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }
}
