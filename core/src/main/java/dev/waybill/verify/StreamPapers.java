package dev.waybill.verify;

import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.OriginRecord.Elsewhere;
import dev.waybill.manifest.OriginRecord.Reason;
import dev.waybill.manifest.VerificationKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The documents of one stream besides its manifests, and which manifests have names. */
final class StreamPapers {
  private final UUID stream;
  private final ManifestNames names;
  private final JobSet manifests = new JobSet();
  private final JobSet origins = new JobSet();
  private final Set<KeyId> keyFiles = new HashSet<>();
  private final List<VerificationKey> keys = new ArrayList<>();
  private final List<SignedFile<VerificationKey>> successions = new ArrayList<>();
  private final NavigableMap<Long, AcceptedFile<OriginRecord>> accepted = new TreeMap<>();

  StreamPapers(UUID stream) {
    this.stream = stream;
    names = new ManifestNames(stream);
  }

  UUID stream() {
    return stream;
  }

  ManifestNames names() {
    return names;
  }

  /** Jobs that have a manifest's name here, whatever lies there. */
  JobSet manifests() {
    return manifests;
  }

  /** Jobs that have an origin record's name here, whatever lies there. */
  JobSet origins() {
    return origins;
  }

  /** Keys whose files' names are here, whatever lies there. */
  Set<KeyId> keyFiles() {
    return keyFiles;
  }

  List<VerificationKey> keys() {
    return keys;
  }

  List<SignedFile<VerificationKey>> successions() {
    return successions;
  }

  /** Whether the stream has left more here than keys. */
  boolean hasRecords() {
    return !manifests.isEmpty() || !origins.isEmpty();
  }

  void accept(AcceptedFile<OriginRecord> record) {
    accepted.put(record.content().firstSequence(), record);
  }

  /** The origin records that are accepted, by the job with which they begin. */
  NavigableMap<Long, AcceptedFile<OriginRecord>> accepted() {
    return accepted;
  }

  Optional<OriginRecord> acceptedOrigin(long job) {
    return Optional.ofNullable(accepted.get(job)).map(AcceptedFile::content);
  }

  /** The job with which the stream began, as far as an accepted record says so. */
  OptionalLong begin() {
    return accepted.values().stream()
        .map(AcceptedFile::content)
        .filter(record -> record.reason() != Reason.MOVED)
        .mapToLong(OriginRecord::firstSequence)
        .min();
  }

  /** Jobs that were delivered at other places, as the latest accepted record says. */
  JobSet elsewhere() {
    JobSet jobs = new JobSet();
    if (!accepted.isEmpty()) {
      for (Elsewhere some : accepted.lastEntry().getValue().content().elsewhere()) {
        jobs.add(some.fromSequence(), some.toSequence());
      }
    }
    return jobs;
  }

  boolean isBackfill() {
    return accepted.values().stream()
        .anyMatch(record -> record.content().reason() == Reason.BACKFILL);
  }

  /** The records by which this stream continues another one, after a restore. */
  List<AcceptedFile<OriginRecord>> continuing() {
    return accepted.values().stream()
        .filter(record -> record.content().continuesAnother())
        .toList();
  }
}
