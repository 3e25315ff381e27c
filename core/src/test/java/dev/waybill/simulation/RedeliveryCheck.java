package dev.waybill.simulation;

import dev.waybill.export.RedeliveryAttempt;
import java.util.HashMap;
import java.util.Map;

/** Customers who delete objects, and what must be there when those were delivered again. */
final class RedeliveryCheck {
  private final VirtualTime time;
  private final Map<String, Long> deleted = new HashMap<>();
  private final Map<Actor, Long> began = new HashMap<>();

  RedeliveryCheck(VirtualTime time) {
    this.time = time;
  }

  void deletes(String place, String key) {
    deleted.put(place + " " + key, time.nanos());
  }

  /** Whether a customer has deleted it at some time. */
  boolean wasDeleted(String place, String key) {
    return deleted.containsKey(place + " " + key);
  }

  /** An attempt begins to put a job again. */
  void begins(Actor actor) {
    began.put(actor, time.nanos());
  }

  /** A job counts as put again: only what was deleted since may be missing. */
  void advanced(
      Actor actor,
      RedeliveryAttempt attempt,
      StreamModel.Committed job,
      Map<String, StoredObject> storage) {
    String place = attempt.redelivery().place();
    long since = began.getOrDefault(actor, Long.MAX_VALUE);
    job.delivery()
        .objects()
        .forEach(
            key ->
                Auditor.require(
                    storage.containsKey(key.value())
                        || deleted.getOrDefault(place + " " + key, -1L) >= since,
                    Promise.DELIVERED_BEFORE_CURSOR,
                    key + " counts as delivered again, but is not there"));
  }
}
