package dev.waybill.manifest;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Why the manifests of a stream start at a place with a certain job.
 *
 * @param firstSequence the first job at this place, or the first after others elsewhere
 * @param previous the last manifest before; empty if there is none
 * @param elsewhere jobs below {@code firstSequence} that were delivered at other places; ascending,
 *     not touching
 */
public record OriginRecord(
    UUID stream,
    TenantId tenant,
    Reason reason,
    long firstSequence,
    Optional<Previous> previous,
    List<Elsewhere> elsewhere) {

  /** Why a stream starts at a place. */
  public enum Reason {
    /** It is new, or has manifests from this job on. */
    CREATED,
    /** Jobs before were delivered at other places. */
    MOVED,
    /** It continues another stream after a restore from a backup. */
    RESTORED,
    /** It is a backfill, perhaps one that continues another stream after a restore. */
    BACKFILL
  }

  public OriginRecord {
    requireNonNull(stream, "stream is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(previous, "previous is null");
    elsewhere = List.copyOf(elsewhere);
    Limits.requireSequence(firstSequence, "firstSequence");
    boolean begins = reason != Reason.MOVED;
    Limits.require(
        begins || firstSequence > 1, "a stream that moved has had no job before its first");
    Limits.require(
        !begins || elsewhere.isEmpty(), "a stream that begins has had jobs delivered elsewhere");
    Limits.require(
        reason == Reason.MOVED || reason == Reason.CREATED || firstSequence == 1,
        "firstSequence of a " + reason + " stream is not 1");
    if (previous.isPresent()) {
      requirePrevious(stream, reason, firstSequence, previous.get());
    }
    requireAscending(elsewhere, firstSequence);
  }

  /** Whether it continues another stream, after a restore, of which a manifest is known. */
  public boolean continuesAnother() {
    return previous.filter(last -> !last.stream().equals(stream)).isPresent();
  }

  /** Whether it names the job as one of another place. */
  public boolean isElsewhere(long sequence) {
    return elsewhere.stream().anyMatch(jobs -> jobs.holds(sequence));
  }

  private static void requirePrevious(
      UUID stream, Reason reason, long firstSequence, Previous previous) {
    boolean fits =
        switch (reason) {
          case CREATED -> false;
          case MOVED ->
              previous.stream().equals(stream) && previous.sequence() == firstSequence - 1;
          case RESTORED, BACKFILL -> !previous.stream().equals(stream);
        };
    Limits.require(fits, "previous does not fit a " + reason + " stream");
  }

  private static void requireAscending(List<Elsewhere> elsewhere, long firstSequence) {
    long free = 1;
    for (Elsewhere jobs : elsewhere) {
      Limits.require(
          jobs.fromSequence() >= free && jobs.toSequence() < firstSequence,
          "elsewhere is not ascending, or touches, or reaches firstSequence");
      free = jobs.toSequence() + 2;
    }
  }

  /**
   * Names a manifest.
   *
   * @param sha256 of its payload
   */
  public record Previous(UUID stream, long sequence, Sha256 sha256) {
    public Previous {
      requireNonNull(stream, "stream is null");
      Limits.requireSequence(sequence, "previous.sequence");
      requireNonNull(sha256, "sha256 is null");
    }
  }

  /** Jobs at other places, both ends included. */
  public record Elsewhere(long fromSequence, long toSequence) {
    public Elsewhere {
      Limits.requireSequence(fromSequence, "fromSequence");
      Limits.requireSequence(toSequence, "toSequence");
      Limits.require(fromSequence <= toSequence, "fromSequence is after toSequence");
    }

    public boolean holds(long sequence) {
      return fromSequence <= sequence && sequence <= toSequence;
    }
  }
}
