package dev.waybill.server.faults;

import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * The machine's clocks, moved by what stands in a file that several processes share: one makes time
 * pass for the other.
 */
final class MovedClock implements TimeSource {
  private static final VarHandle MILLIS = ValueLayout.JAVA_LONG.varHandle();
  private static final long STEP = 0;
  private static final long PASSED = Long.BYTES;

  private final MemorySegment shared;

  private MovedClock(MemorySegment shared) {
    this.shared = shared;
  }

  /** The clock of that file, which is made if it is not there: the machine's own clock then. */
  static MovedClock at(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new MovedClock(
          channel.map(FileChannel.MapMode.READ_WRITE, 0, 2 * Long.BYTES, Arena.global()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Instant now() {
    return Instant.now().plusMillis(get(STEP)).plusMillis(get(PASSED));
  }

  @Override
  public long monotonicNanos() {
    return System.nanoTime() + Duration.ofMillis(get(PASSED)).toNanos();
  }

  /** Time goes by, for both clocks. */
  void pass(Duration time) {
    set(PASSED, get(PASSED) + time.toMillis());
  }

  /** The wall clock is that much off from now on, and the monotonic clock knows nothing of it. */
  void step(Duration off) {
    set(STEP, off.toMillis());
  }

  /** By how much the wall clock is off. */
  Duration stepped() {
    return Duration.ofMillis(get(STEP));
  }

  private long get(long at) {
    return (long) MILLIS.getVolatile(shared, at);
  }

  private void set(long at, long millis) {
    MILLIS.setVolatile(shared, at, millis);
  }
}
