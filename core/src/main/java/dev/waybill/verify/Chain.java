package dev.waybill.verify;

import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.Sha256;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The manifests of one stream, one after the other: checks 3 to 7. Of what went by it keeps spans
 * of jobs, and what the next one must continue.
 */
final class Chain {
  private final StreamPapers papers;
  private final Set<Long> named;
  private final Consumer<Observation> report;
  private final JobSet elsewhere;
  private final long first;

  private final JobSet accepted = new JobSet();
  private final JobSet expired = new JobSet();
  private final Map<Long, Sha256> hashes = new HashMap<>();
  private final Set<KeyId> signers = new HashSet<>();
  private Optional<KeyId> signer = Optional.empty();
  private Optional<TenantId> tenant;
  private Optional<String> witness;
  private Optional<Link> before = Optional.empty();
  private long objects;
  private long events;

  /** What of a manifest its successor must agree with. */
  private record Link(
      long sequence, Sha256 sha256, String rangeTo, long receivedThrough, long lastOrdinal) {}

  /**
   * @param papers with their accepted origin records
   * @param named jobs whose manifests records of other streams name
   */
  Chain(StreamPapers papers, Set<Long> named, Consumer<Observation> report) {
    this.papers = papers;
    this.named = named;
    this.report = report;
    elsewhere = papers.elsewhere();
    first = papers.begin().orElse(1);
    tenant = papers.accepted().values().stream().findFirst().map(r -> r.content().tenant());
    witness = papers.accepted().values().stream().findFirst().map(AcceptedFile::key);
    papers.accepted().values().forEach(r -> requireTenant(r.key(), r.content().tenant()));
    papers.accepted().values().forEach(this::noteIfRestored);
  }

  /** Checks the next manifest that is accepted; they come in ascending order. */
  void next(AcceptedFile<Manifest> file) {
    Manifest manifest = file.content();
    long job = manifest.sequence();
    Sha256 sha256 = file.sha256();
    tenant = tenant.or(() -> Optional.of(manifest.tenant()));
    witness = witness.or(() -> Optional.of(file.key()));
    requireTenant(file.key(), manifest.tenant());
    requireKey(file.key(), file.signer());
    requireOrigin(job);
    requireContinuation(file.key(), manifest);
    if (manifest.events().expired() > 0) {
      report(
          Code.EXPIRED,
          file.key(),
          "no event removed before it was delivered",
          manifest.events().expired() + " events removed before they were delivered");
      if (manifest.objects().isEmpty()) {
        expired.add(job);
      }
    }
    if (named.contains(job)) {
      hashes.put(job, sha256);
    }
    accepted.add(job);
    objects += manifest.objects().size();
    events += manifest.events().count();
    before =
        Optional.of(
            new Link(
                job,
                sha256,
                manifest.range().to(),
                manifest.received().through(),
                manifest.events().last()));
  }

  /** The jobs that must have been done here, and have no manifest. */
  List<JobSpan> gaps() {
    JobSet covered = new JobSet();
    covered.addAll(papers.manifests());
    covered.addAll(elsewhere);
    return covered.gaps(first, last());
  }

  /** Reports what is missing, after the last manifest. */
  void end() {
    for (JobSpan gap : gaps()) {
      report(
          Code.MISSING_MANIFEST,
          papers.names().manifest(gap.from()).value(),
          "manifests of the jobs " + first + "-" + last() + ", here or named as elsewhere",
          "none of " + (gap.from() == gap.to() ? "job " : "the jobs ") + gap);
    }
    Set<KeyId> used = new HashSet<>(signers);
    papers.accepted().values().forEach(record -> used.add(record.signer()));
    used.stream()
        .filter(key -> !papers.keyFiles().contains(key))
        .map(key -> papers.names().key(key).value())
        .sorted()
        .forEach(key -> report(Code.MISSING_KEY, key, "the key that signed", "nothing"));
  }

  /** What an object of the stream is that no manifest lists. */
  Code unlisted(long job) {
    if (papers.manifests().contains(job) && !accepted.contains(job)) {
      return Code.NOT_COVERED;
    }
    if (job == last() + 1 || elsewhere.contains(job) || expired.contains(job)) {
      return Code.UNCOMMITTED;
    }
    return papers.begin().isPresent() && job < first ? Code.NOT_COVERED : Code.EXTRA_OBJECT;
  }

  /** The hash of a manifest that was named; empty if it is not here. */
  Optional<Sha256> hash(long job) {
    return Optional.ofNullable(hashes.get(job));
  }

  UUID stream() {
    return papers.stream();
  }

  boolean isBackfill() {
    return papers.isBackfill();
  }

  Optional<TenantId> tenant() {
    return tenant;
  }

  /** The document that says of which tenant the stream is. */
  Optional<String> witness() {
    return witness;
  }

  /** Whether something lies here with the name of a job's manifest. */
  boolean hasManifest(long job) {
    return papers.manifests().contains(job);
  }

  Optional<Instant> completeThrough() {
    return before.map(link -> Instant.ofEpochMilli(link.receivedThrough()));
  }

  StreamReport streamReport() {
    return new StreamReport(
        papers.stream(),
        tenant,
        accepted.spans(),
        elsewhere.spans(),
        objects,
        events,
        completeThrough());
  }

  private long last() {
    long lastRecord = papers.accepted().isEmpty() ? 0 : papers.accepted().lastKey() - 1;
    return Math.max(accepted.last().orElse(0), lastRecord);
  }

  private void requireTenant(String key, TenantId of) {
    if (!tenant.equals(Optional.of(of))) {
      report(
          Code.OTHER_TENANT,
          key,
          "tenant " + tenant.map(TenantId::value).orElse(""),
          "tenant " + of);
    }
  }

  /** No document can tell what was lost with the data that the backup replaced. */
  private void noteIfRestored(AcceptedFile<OriginRecord> record) {
    if (record.content().reason() == OriginRecord.Reason.RESTORED) {
      report(
          Code.RESTORED,
          record.key(),
          "every event received since the backup",
          "events received between the backup and the restore may be missing");
    }
  }

  private void requireKey(String key, KeyId by) {
    boolean changed = !signer.equals(Optional.of(by));
    if (changed && !signers.add(by)) {
      report(
          Code.KEY_RETURNED,
          key,
          "signed by " + signer.map(KeyId::value).orElse("") + " or a successor",
          "signed by " + by + ", which had been succeeded");
    }
    signer = Optional.of(by);
  }

  private void requireOrigin(long job) {
    boolean predecessorElsewhere =
        !papers.manifests().contains(job - 1) && elsewhere.contains(job - 1);
    if ((job <= first || predecessorElsewhere) && !papers.origins().contains(job)) {
      report(
          Code.MISSING_ORIGIN,
          papers.names().origin(job).value(),
          "a record of why manifests start with job " + job,
          "nothing");
    }
  }

  private void requireContinuation(String key, Manifest manifest) {
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    Optional<OriginRecord> origin = papers.acceptedOrigin(manifest.sequence());
    before
        .filter(link -> link.sequence() == manifest.sequence() - 1)
        .filter(link -> origin.filter(record -> record.isElsewhere(link.sequence())).isEmpty())
        .ifPresent(
            link -> {
              compare("previous", hash(link), previous(manifest), expected, found);
              compare("range.from", link.rangeTo(), manifest.range().from(), expected, found);
              compare(
                  "received.from",
                  String.valueOf(link.receivedThrough()),
                  String.valueOf(manifest.received().from()),
                  expected,
                  found);
              compare(
                  "events.first",
                  String.valueOf(link.lastOrdinal() + 1),
                  String.valueOf(manifest.events().first()),
                  expected,
                  found);
            });
    origin.ifPresent(
        record ->
            compare(
                "previous as its origin record says",
                previous(record),
                previous(manifest),
                expected,
                found));
    if (!expected.isEmpty()) {
      report(Code.BROKEN_CHAIN, key, String.join(", ", expected), String.join(", ", found));
    }
  }

  private static void compare(
      String what, String right, String is, List<String> expected, List<String> found) {
    if (!right.equals(is)) {
      expected.add(what + " " + right);
      found.add(is);
    }
  }

  private static String hash(Link link) {
    return link.sequence() + " " + link.sha256();
  }

  private static String previous(Manifest manifest) {
    return manifest.previous().map(p -> p.sequence() + " " + p.sha256()).orElse("null");
  }

  /** A stream that continues another begins anew. */
  private static String previous(OriginRecord origin) {
    return origin
        .previous()
        .filter(_ -> !origin.continuesAnother())
        .map(p -> p.sequence() + " " + p.sha256())
        .orElse("null");
  }

  private void report(Code code, String key, String expected, String found) {
    report.accept(new Observation(code, key, expected, found));
  }
}
