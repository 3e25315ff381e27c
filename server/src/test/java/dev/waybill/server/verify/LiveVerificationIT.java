package dev.waybill.server.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.Verified;
import dev.waybill.verify.StreamReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A place is verified while a server delivers to it, and wherever else it went. */
class LiveVerificationIT {
  private static final int LOOKS = 15;
  private static final int LOOKS_AT_AN_OPEN_JOB = 3;

  @TempDir private Path folder;

  @Test
  @Timeout(600)
  void verifiesWhileJobsAreUnderWay() throws InterruptedException {
    try (TestingServer server = TestingServer.start(folder.resolve("server"), Map.of())) {
      BusyExport export = new BusyExport(server);
      JsonNode firstKeys = export.keySet();
      export.deliver();
      AtomicBoolean enough = new AtomicBoolean();
      Thread exporter = export.deliverUntil(enough);
      int atAnOpenJob = 0;
      for (int look = 0; look < LOOKS || atAnOpenJob < LOOKS_AT_AN_OPEN_JOB; look++) {
        assertThat(exporter.isAlive()).as("exporter").isTrue();
        Verified verified = Verified.place(export.place(), firstKeys);
        assertThat(verified.events()).isPositive();
        atAnOpenJob += verified.uncommitted() > 0 ? 1 : 0;
      }
      enough.set(true);
      exporter.join();

      Verified quiet = Verified.place(export.place(), firstKeys);
      assertThat(quiet.uncommitted()).isZero();
      assertThat(quiet.events()).isEqualTo(export.sent());
    }
  }

  @Test
  void verifiesEachPlaceOfAnExportThatWasMovedAndCameBack() {
    BusyExport export = new BusyExport(TestingServer.shared());
    export.deliver();
    export.moveTo("elsewhere");
    export.deliver();
    export.deliver();
    export.moveTo("audit");
    export.deliver();

    StreamReport audit = onlyStream(Verified.place(export.place(), export.keySet()));
    StreamReport elsewhere = onlyStream(Verified.place(export.place("elsewhere"), export.keySet()));
    assertThat(audit.jobs()).hasToString("[1, 4]");
    assertThat(audit.elsewhere()).hasToString("[2-3]");
    assertThat(elsewhere.jobs()).hasToString("[2-3]");
    assertThat(elsewhere.elsewhere()).hasToString("[1]");
    assertThat(audit.events() + elsewhere.events()).isEqualTo(export.sent());
  }

  private static StreamReport onlyStream(Verified verified) {
    assertThat(verified.report().streams()).hasSize(1);
    return verified.report().streams().getFirst();
  }
}
