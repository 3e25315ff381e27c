package dev.waybill.server.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What happens to processes, disk and clock in a round. Each ends what it began. */
enum Disturbance {
  NONE,
  SERVER_KILLED,
  SERVER_STOPPED,
  SERVER_FROZEN,
  STORE_KILLED,
  STORE_FROZEN,
  DISK_FULL,
  CLOCK_STEPPED,
  CLOCK_STEPPED_AND_SERVER_KILLED;

  /** Those that are likelier, or find more, are in it more often. */
  static final List<Disturbance> BAG =
      List.of(
          NONE,
          NONE,
          NONE,
          SERVER_KILLED,
          SERVER_KILLED,
          SERVER_STOPPED,
          SERVER_FROZEN,
          SERVER_FROZEN,
          SERVER_FROZEN,
          STORE_KILLED,
          STORE_FROZEN,
          STORE_FROZEN,
          DISK_FULL,
          CLOCK_STEPPED,
          CLOCK_STEPPED,
          CLOCK_STEPPED_AND_SERVER_KILLED);

  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(-20),
          Duration.ofHours(-3),
          Duration.ofDays(-2),
          Duration.ofMinutes(20),
          Duration.ofHours(3),
          Duration.ofDays(2),
          Duration.ofDays(400));

  /** A server that starts then believes none of these, or is soon right again. */
  private static final List<Duration> STEPS_BEFORE_A_START =
      List.of(
          Duration.ofMinutes(-20), Duration.ofDays(-2), Duration.ofHours(1), Duration.ofDays(400));

  void happen(Rig rig, Senders senders, Random random) throws IOException, InterruptedException {
    switch (this) {
      case NONE -> pause(random, 300);
      case SERVER_KILLED -> {
        rig.server().kill();
        rig.startServer();
      }
      case SERVER_STOPPED -> {
        rig.server().close();
        rig.startServer();
      }
      case SERVER_FROZEN -> {
        rig.server().freeze();
        pause(random, 1_500);
        rig.clock().pass(Rig.LEASE_OVER.multipliedBy(random.nextInt(3)));
        rig.server().thaw();
        pause(random, 300);
      }
      case STORE_KILLED -> {
        rig.store().kill(rig.proxy());
        pause(random, 500);
        rig.store().restart(rig.proxy());
      }
      case STORE_FROZEN -> {
        rig.store().freeze(rig.proxy());
        pause(random, 1_500);
        rig.store().thaw(rig.proxy());
      }
      case DISK_FULL -> {
        rig.disk().leave(random.nextInt(512));
        senders.flood(random); // what the log has reserved is used up, and its buffers
        pause(random, 500);
        rig.disk().free();
      }
      case CLOCK_STEPPED -> {
        rig.clock().step(one(STEPS, random));
        pause(random, 1_000);
        rig.clock().step(Duration.ZERO);
      }
      case CLOCK_STEPPED_AND_SERVER_KILLED -> {
        rig.clock().step(one(STEPS_BEFORE_A_START, random));
        rig.server().kill();
        rig.startServer();
        pause(random, 500);
        rig.clock().step(Duration.ZERO);
      }
    }
  }

  private static <T> T one(List<T> choice, Random random) {
    return choice.get(random.nextInt(choice.size()));
  }

  private static void pause(Random random, int longest) throws InterruptedException {
    Thread.sleep(random.nextInt(longest));
  }
}
