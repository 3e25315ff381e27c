package dev.waybill.export;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The control plane as the self-check sees it. Reads only; each method sees one state of it. */
public interface SelfCheckLedger {

  /**
   * Jobs of whatever status, by ascending text of their ids: those from {@code from} on, then those
   * below it, none of them twice. Ids are random, so that from a random place on they are a sample.
   * Costs as much as {@code limit}, however many jobs there are.
   */
  List<JobId> jobs(UUID from, int limit);

  /**
   * A job that has succeeded, with what is kept of its delivery. Empty if there is none of that id
   * (any more), or it was delivered before there were manifests.
   */
  Optional<SealedJob> find(JobId job);
}
