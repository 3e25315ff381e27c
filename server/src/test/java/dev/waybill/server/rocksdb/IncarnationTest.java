package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventBatches;
import dev.waybill.log.Position;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncarnationTest {
  private static final TenantId ACME = new TenantId("acme");

  @TempDir private Path folder;

  @Test
  void isZeroUntilOneIsBegun() {
    try (RocksEventLog log = open()) {
      assertThat(log.incarnation()).isZero();
    }
    RocksEventLog.beginIncarnation(folder, 5);
    try (RocksEventLog log = open()) {
      assertThat(log.incarnation()).isEqualTo(5);
      assertThat(log.end(ACME)).isEqualTo(Position.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 4, 5, 32768})
  void refusesOneThatIsNotAboveThePresentOne(int incarnation) {
    open().close();
    RocksEventLog.beginIncarnation(folder, 5);

    assertThatThrownBy(() -> RocksEventLog.beginIncarnation(folder, incarnation))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("between 6 and 32767, not " + incarnation);

    try (RocksEventLog log = open()) {
      assertThat(log.incarnation()).isEqualTo(5);
    }
  }

  @Test
  void goesUpToTheLastThereCanBe() {
    open().close();
    RocksEventLog.beginIncarnation(folder, Position.LAST_INCARNATION);
    try (RocksEventLog log = open()) {
      log.append(EventBatches.of(ACME, "a"), REJECT_EVENT);
      assertThat(log.end(ACME)).isEqualTo(Position.of(Position.LAST_INCARNATION, 1));
    }
  }

  @Test
  void makesNoLog() {
    assertThatThrownBy(() -> RocksEventLog.beginIncarnation(folder, 1))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("no event log in " + folder);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesALogThatIsOpen() {
    try (RocksEventLog log = open()) {
      assertThatThrownBy(() -> RocksEventLog.beginIncarnation(folder, 1))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("in use");
      assertThat(log.incarnation()).isZero();
    }
  }

  private RocksEventLog open() {
    return RocksEventLog.open(folder, RocksLogOptions.defaults(), new SettableTime());
  }
}
