package dev.waybill.server.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that appends until it is killed, and prints {@code <first id> <position of the last>}
 * of each acknowledged batch.
 */
final class CrashingWriter {
  static final int SENDERS = 4;
  static final int EVENTS = 5;
  static final TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long monotonicNanos() {
          return System.nanoTime();
        }
      };

  private CrashingWriter() {}

  /**
   * Appends until the process is killed.
   *
   * @param arguments the folder of the log, and what the ids of this run begin with
   */
  public static void main(String[] arguments) {
    RocksEventLog log =
        RocksEventLog.open(Path.of(arguments[0]), RocksLogOptions.defaults(), SYSTEM);
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, US_ASCII);
    for (int sender = 0; sender < SENDERS; sender++) {
      String prefix = arguments[1] + "-" + sender + "-";
      Thread.ofPlatform().start(() -> send(log, prefix, out));
    }
  }

  private static void send(RocksEventLog log, String prefix, PrintStream out) {
    for (int number = 0; true; number++) {
      String first = prefix + number;
      AppendOutcome outcome =
          log.append(EventBatches.of(events(first)), ConflictPolicy.REJECT_EVENT);
      if (outcome instanceof AppendOutcome.Appended appended) {
        out.println(first + " " + appended.last().orElseThrow().value());
      }
    }
  }

  static List<SampleEvent> events(String first) {
    List<SampleEvent> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(
          new SampleEvent(new TenantId("acme"), first + "." + i).withContent("x".repeat(500)));
    }
    return events;
  }
}
