package dev.waybill.server.sql;

import dev.waybill.export.ControlPlaneUnderTest;
import dev.waybill.export.RedeliveryLedgerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlRedeliveryLedgerTest extends RedeliveryLedgerContract {
  private final Tables tables;

  SqlRedeliveryLedgerTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }
}
