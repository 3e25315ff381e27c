package dev.waybill.server.faults;

import java.util.BitSet;
import java.util.Optional;

/** What senders know about the events of one tenant. Safe for use by many threads. */
final class TenantBook {
  private final String tenant;
  private final String key;
  private final NumberedEvents events;
  private final BitSet acknowledged = new BitSet();
  private final BitSet notTaken = new BitSet();
  private int next;

  TenantBook(String tenant, String key) {
    this.tenant = tenant;
    this.key = key;
    this.events = new NumberedEvents(tenant);
  }

  String tenant() {
    return tenant;
  }

  String key() {
    return key;
  }

  NumberedEvents events() {
    return events;
  }

  /** Events that nobody has sent yet. */
  synchronized Batch fresh(int count, long now) {
    int from = next;
    next += count;
    events.madeFrom(from, now);
    return new Batch(this, from, next, Batch.Fate.NOT_TAKEN);
  }

  synchronized void acknowledge(Batch batch) {
    acknowledged.set(batch.from(), batch.to());
  }

  /** Nobody will send it again; if no answer left doubt it must never appear. */
  synchronized void abandon(Batch batch) {
    if (batch.fate() == Batch.Fate.NOT_TAKEN) {
      notTaken.set(batch.from(), batch.to());
    }
  }

  synchronized int sent() {
    return next;
  }

  synchronized int acknowledgedCount() {
    return acknowledged.cardinality();
  }

  /** Why that event must not be in any object; empty if it may. */
  synchronized Optional<String> objection(int number) {
    if (number < 0 || number >= next) {
      return Optional.of("never sent");
    }
    return notTaken.get(number) ? Optional.of("refused when it was sent") : Optional.empty();
  }

  /** The acknowledged events that are not among these. */
  synchronized BitSet missingFrom(BitSet delivered) {
    BitSet missing = (BitSet) acknowledged.clone();
    missing.andNot(delivered);
    return missing;
  }
}
