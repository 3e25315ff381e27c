package dev.waybill.server.restore;

import dev.waybill.server.backup.Backup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was restored, and what the operator has to know and do.
 *
 * @param target the new data directory
 * @param hasKey whether the key file is there
 */
record RestoreReport(Backup backup, Path target, int incarnation, boolean hasKey, Instant now) {
  private static final Duration DELETES_NOTHING_AFTER = Duration.ofDays(1);
  private static final Duration TAKES_NOTHING_AFTER = Duration.ofDays(30);

  /** One sentence or two a line. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Restored the backup of %s (made by Waybill %s) into %s."
            .formatted(backup.takenAt(), backup.version(), target));
    lines.add(
        "It holds %d tenants, %d export streams and %s."
            .formatted(backup.tenants(), backup.streams(), events()));
    lines.add(
        "Incarnation %d begins: every stream goes on under a new id, from job 1; the former streams keep their history."
            .formatted(incarnation));
    lines.add(
        "Events accepted after the backup are in your customers' storage if they were delivered,"
            + " and otherwise lost with the disk.");
    lines.add(
        "Events delivered after the backup arrive again, in objects with new names; no object that"
            + " was delivered is changed.");
    lines.add(
        "What was changed after the backup is as it was before: look at configurations, revoke keys"
            + " again, delete tenants again.");
    if (!hasKey) {
      lines.add(
          "The backup has no key file: put the key file with key %s at %s before you start the server, which refuses to start without it."
              .formatted(
                  String.join(", ", backup.secretKeys()),
                  target.resolve("keys").resolve("secrets.json")));
    }
    clock().ifPresent(lines::add);
    return lines;
  }

  private String events() {
    return backup
        .lastReceived()
        .map(time -> "all events received through " + time)
        .orElse("no events");
  }

  /** The log's rule about a clock that is far from the last stored time. */
  private Optional<String> clock() {
    Instant last = backup.lastReceived().orElse(now);
    Duration rest = Duration.between(last, now);
    if (rest.isNegative()) {
      return Optional.of(
          "The clock of this machine (%s) is before the last event: correct it, or the server takes no events until 'waybill admin clock confirm'."
              .formatted(now));
    }
    if (rest.compareTo(TAKES_NOTHING_AFTER) > 0) {
      return Optional.of(
          "The last event is over 30 days old: the started server takes no events and deletes"
              + " nothing until 'waybill admin clock confirm'.");
    }
    return rest.compareTo(DELETES_NOTHING_AFTER) > 0
        ? Optional.of(
            "The last event is over a day old: retention deletes nothing until 'waybill admin clock"
                + " confirm'.")
        : Optional.empty();
  }
}
