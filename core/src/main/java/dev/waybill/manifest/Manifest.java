package dev.waybill.manifest;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What one job delivered. A manifest agrees with itself: what its constructor refuses can be
 * neither signed nor read. How it agrees with others and with what is stored, the verifier checks.
 *
 * @param sequence 1, 2, 3, ... within the stream
 * @param scheduledAt kept to the millisecond
 * @param objects by ascending key
 * @param filter the hash of what is selected; empty when all is
 * @param previous the manifest before; empty in the first of the stream
 */
public record Manifest(
    UUID stream,
    TenantId tenant,
    long sequence,
    Instant scheduledAt,
    Range range,
    Received received,
    Events events,
    List<ManifestObject> objects,
    Optional<Sha256> filter,
    Optional<Previous> previous) {
  private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

  public Manifest {
    requireNonNull(stream, "stream is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(range, "range is null");
    requireNonNull(received, "received is null");
    requireNonNull(events, "events is null");
    requireNonNull(filter, "filter is null");
    requireNonNull(previous, "previous is null");
    scheduledAt = scheduledAt.truncatedTo(ChronoUnit.MILLIS);
    objects = List.copyOf(objects);
    Limits.requireSequence(sequence, "sequence");
    Limits.require(
        !scheduledAt.isBefore(FIRST_TIME) && scheduledAt.isBefore(END_OF_TIME),
        "scheduledAt is not of the years 1 to 9999");
    Limits.require(
        previous.map(Previous::sequence).orElse(sequence - 1) == sequence - 1,
        "previous is not the manifest before");
    Limits.require(sequence > 1 || previous.isEmpty(), "job 1 has a previous manifest");
    Limits.require(sequence > 1 || events.first() == 1, "the first event of job 1 is not number 1");
    ManifestObjects.requireConsistent(stream, sequence, events.count(), objects);
  }

  /**
   * The part of the log that the job covers.
   *
   * @param from opaque
   * @param to opaque; the next manifest's {@code from}
   */
  public record Range(String from, String to) {
    private static final Pattern POSITION = Pattern.compile("[A-Za-z0-9._~:-]{1,128}");

    public Range {
      Limits.require(POSITION.matcher(from).matches(), "range.from is no position");
      Limits.require(POSITION.matcher(to).matches(), "range.to is no position");
    }
  }

  /**
   * Times of receipt in milliseconds since the epoch.
   *
   * @param from exclusive
   * @param through the next manifest's {@code from}
   */
  public record Received(long from, long through) {
    public Received {
      Limits.require(from <= through, "received.from is after received.through");
    }
  }

  /**
   * Ordinals and counts.
   *
   * @param first the number of the first event within the stream
   * @param last {@code first} - 1 if there is none
   * @param count how many were delivered
   * @param suppressed how many the selection left out
   * @param expired how many the hard retention limit had removed
   */
  public record Events(long first, long last, long count, long suppressed, long expired) {
    public Events {
      Limits.requireCount(first, 1, "events.first");
      Limits.requireCount(last, 0, "events.last");
      Limits.requireCount(count, 0, "events.count");
      Limits.requireCount(suppressed, 0, "events.suppressed");
      Limits.requireCount(expired, 0, "events.expired");
      Limits.require(
          last - first + 1 == count, "events.first, events.last and events.count do not agree");
    }
  }

  /**
   * Names the manifest before.
   *
   * @param sha256 of its payload
   */
  public record Previous(long sequence, Sha256 sha256) {
    public Previous {
      Limits.requireSequence(sequence, "previous.sequence");
      requireNonNull(sha256, "sha256 is null");
    }
  }
}
