package dev.waybill.server.portal.export;

import dev.waybill.export.Amount;
import dev.waybill.export.Backfill;
import dev.waybill.export.BackfillStatus;
import dev.waybill.fault.Failure;
import java.time.Instant;
import java.util.List;

/**
 * A backfill as its export's page shows it.
 *
 * @param to exclusive
 * @param prefix an empty text for the export's own place
 * @param percent none until everything was counted
 * @param eventsTotal the same
 * @param problem an empty text if nothing is wrong
 * @param runs whether it can be cancelled
 */
record BackfillRow(
    String id,
    Instant from,
    Instant to,
    String prefix,
    String tone,
    String word,
    List<Integer> percent,
    long events,
    List<Long> eventsTotal,
    String problem,
    boolean runs) {

  static BackfillRow of(Backfill backfill) {
    boolean blocked = backfill.failure().isPresent();
    return new BackfillRow(
        backfill.id().toString(),
        Instant.ofEpochMilli(backfill.request().receivedFrom() + 1),
        Instant.ofEpochMilli(backfill.request().receivedThrough() + 1),
        backfill.request().prefix().value(),
        switch (backfill.status()) {
          case RUNNING -> blocked ? "bad" : "busy";
          case SUCCEEDED -> "good";
          case CANCELLED -> "off";
        },
        switch (backfill.status()) {
          case RUNNING -> blocked ? "Blocked" : "Running";
          case SUCCEEDED -> "Succeeded";
          case CANCELLED -> "Cancelled";
        },
        backfill.percent().stream().boxed().toList(),
        backfill.done().events(),
        backfill.total().map(Amount::events).stream().toList(),
        backfill.failure().map(Failure::message).orElse(""),
        backfill.status() == BackfillStatus.RUNNING);
  }

  boolean moves() {
    return runs && problem.isEmpty();
  }
}
