package dev.waybill.server.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DiskReserveTest {
  private static final long GIB = 1L << 30;

  private final SettableTime time = new SettableTime();
  private final AtomicInteger low = new AtomicInteger();
  private final StatedDisk disk = new StatedDisk(100 * GIB, GIB);
  private final DiskReserve reserve = reserve(disk, GIB);

  @Test
  void refusesWhenLessThanTheReserveIsLeft() {
    assertThat(reserve.look()).isEmpty();

    disk.usable(GIB - 1);

    assertThat(reserve.look())
        .hasValueSatisfying(
            refused -> {
              assertThat(refused.reason())
                  .contains(
                      "/srv/waybill/log", "1023 MiB left", "1024 MiB are kept", "Free or add");
              assertThat(refused.retryAfter()).isPositive();
            });
    assertThat(low).hasValue(1);
    assertThat(reserve.look()).isPresent();
    assertThat(low).hasValue(1);
  }

  @Test
  void takesEventsAgainOnlyWhenAQuarterMoreIsLeft() {
    disk.usable(0);
    reserve.look();

    disk.usable(GIB + GIB / 4 - 1);
    assertThat(reserve.look()).isPresent();
    disk.usable(GIB + GIB / 4);
    assertThat(reserve.look()).isEmpty();

    disk.usable(GIB);
    assertThat(reserve.look()).isEmpty();
  }

  @Test
  void keepsATwentiethOfASmallDisk() {
    StatedDisk small = new StatedDisk(GIB, GIB / 20);

    assertThat(reserve(small, GIB).look()).isEmpty();
    small.usable(GIB / 20 - 1);
    assertThat(reserve(small, GIB).look()).isPresent();
  }

  @Test
  void keepsNothingIfToldSo() {
    assertThat(reserve(new StatedDisk(GIB, 0), 0).look()).isEmpty();
  }

  @Test
  void stopsNothingIfTheDiskDoesNotTell() {
    disk.usable(0);
    reserve.look();
    disk.fallSilent();

    assertThat(reserve.look()).isEmpty();
  }

  @Test
  void asksTheDiskAtMostOnceASecondForThoseItRefusesAndNeverForTheOthers() {
    assertThat(reserve.known()).isEmpty();
    assertThat(disk.asked()).isZero();
    disk.usable(0);
    assertThat(reserve.known()).isEmpty();
    reserve.look();
    disk.usable(2 * GIB);

    for (int i = 0; i < 100; i++) {
      assertThat(reserve.known()).isPresent();
    }
    assertThat(disk.asked()).isEqualTo(1);

    time.advance(Duration.ofSeconds(1));
    assertThat(reserve.known()).isEmpty();
  }

  private DiskReserve reserve(DiskSpace of, long bytes) {
    return new DiskReserve(Path.of("/srv/waybill/log"), of, bytes, time, low::incrementAndGet);
  }
}
