package dev.waybill.simulation;

import dev.waybill.export.InMemoryBackup;
import dev.waybill.export.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Operators who lose the control plane and restore it from a backup. The log is there as far as it
 * went: it is copied later than the control plane, and retention waits so long.
 */
final class Backups {
  private final World world;
  private final Dice dice;
  private boolean isMade;

  Backups(World world, Dice dice) {
    this.world = world;
    this.dice = dice;
  }

  /** Makes a backup that will be needed, unless there is one. */
  void make() {
    long left = world.shape.length().toNanos() - world.time.nanos();
    if (isMade || left < 0) {
      return;
    }
    isMade = true;
    world.retention.pause();
    InMemoryBackup backup = world.ledger.backup();
    Map<StreamId, Integer> known = new HashMap<>();
    world
        .auditor
        .streams()
        .forEach(stream -> known.put(stream.start.id(), stream.committed.size()));
    world.scheduler.in(
        dice.between(Duration.ZERO, Duration.ofNanos(left)), () -> restore(backup, known));
  }

  private void restore(InMemoryBackup backup, Map<StreamId, Integer> known) {
    isMade = false;
    Instant now = world.time.wall();
    world.trace.note(world.time.nanos(), "operator", "restores a backup");
    world.nodes.forEach(Node::crash);
    world.leases.endAll();
    for (ExportModel export : world.auditor.exports()) {
      export.restores++;
      world.redeliveries.cancelAll(export.configuration.id(), now);
      if (export.deleted || !backup.has(export.configuration.id())) {
        export.forget(now);
      }
    }
    world.auditor.streams().stream()
        .filter(stream -> stream.backfill.isEmpty() || !known.containsKey(stream.start.id()))
        .forEach(stream -> stream.cancelled = true);
    for (InMemoryBackup.Succession succession :
        world.ledger.restore(backup, () -> new StreamId(dice.uuid()), now)) {
      StreamModel former = world.auditor.stream(succession.former()).orElseThrow();
      former.cancelled = true;
      StreamModel successor =
          former.successor(succession.successor(), known.getOrDefault(succession.former(), 0));
      successor.givenUp = former.givenUp;
      successor.cancelled = !succession.going();
      world.auditor.knows(successor);
    }
    world.retention.goOn();
    world.nodes.forEach(Node::boot);
  }
}
