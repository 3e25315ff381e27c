package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Samples;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlPortalLinksTest {
  private final Tables tables;

  SqlPortalLinksTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void nothingIsWrittenForALinkThatIsNotThere() {
    long before = tables.database.commits();

    assertThat(tables.portalLinks.enter("wbp_" + "a".repeat(43), Samples.NOW)).isEmpty();

    assertThat(tables.database.commits()).isEqualTo(before);
  }
}
