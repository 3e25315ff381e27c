package dev.waybill.simulation;

import dev.waybill.export.RedeliveryAttempt;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.storage.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What must be there when jobs were delivered again. */
final class RedeliveryCheck {
  private final VirtualTime time;
  private final Deletions deletions;
  private final Map<Actor, Long> began = new HashMap<>();

  RedeliveryCheck(VirtualTime time, Deletions deletions) {
    this.time = time;
    this.deletions = deletions;
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
    ObjectKey manifest =
        new ManifestNames(job.job().stream().value()).manifest(job.job().sequence());
    Stream.concat(job.delivery().objects().stream(), Stream.of(manifest))
        .forEach(
            key ->
                Auditor.require(
                    storage.containsKey(key.value())
                        || deletions.contains(place, key.value(), since),
                    Promise.DELIVERED_BEFORE_CURSOR,
                    key + " counts as delivered again, but is not there"));
  }
}
