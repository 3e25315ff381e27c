package dev.waybill.simulation;

import static dev.waybill.simulation.Auditor.require;

import dev.waybill.export.ExportJob;
import dev.waybill.log.Range;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.ObjectName;
import dev.waybill.verify.Code;
import dev.waybill.verify.Expectations;
import dev.waybill.verify.InMemoryBucket;
import dev.waybill.verify.Observation;
import dev.waybill.verify.Observations;
import dev.waybill.verify.Report;
import dev.waybill.verify.StreamReport;
import dev.waybill.verify.Trust;
import dev.waybill.verify.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads a place as its owner does: with the verifier that customers have, who trust the first key.
 * If nothing had been deleted it would find that all is proven, but for what expired; as it is, it
 * also misses what was deleted, and nothing else.
 */
final class PlaceCheck {
  private static final long SALT = 2026;

  private final World world;
  private final String place;

  private PlaceCheck(World world, String place) {
    this.world = world;
    this.place = place;
  }

  /** Looks at every place to which anything was ever put. */
  static void run(World world) {
    List.copyOf(world.stores.places().keySet())
        .forEach(place -> new PlaceCheck(world, place).check());
  }

  private void check() {
    SortedMap<String, StoredObject> there = world.stores.at(place);
    SortedMap<String, StoredObject> whole = world.deletions.undone(place, there);
    Observations found = new Observations();
    requireProven(verify(whole, found));
    requireExplained(found, _ -> false);
    if (whole.size() > there.size()) {
      whole.keySet().removeAll(there.keySet());
      checkWithout(whole.keySet(), there);
    }
  }

  /** What a missing document leaves of its stream's proof is no question here. */
  private void checkWithout(Set<String> missing, SortedMap<String, StoredObject> there) {
    Set<Optional<String>> unproven =
        missing.stream()
            .filter(key -> key.startsWith(ManifestNames.ROOT))
            .map(PlaceCheck::stream)
            .collect(Collectors.toSet());
    Observations found = new Observations();
    verify(there, found);
    requireExplained(
        found,
        observation ->
            missing.contains(observation.object())
                || unproven.contains(stream(observation.object()))
                || (observation.code() == Code.NOTHING_FOUND && !unproven.isEmpty()));
    Set<String> unseen = new TreeSet<>(missing);
    found.all().forEach(observation -> unseen.remove(observation.object()));
    unseen.removeIf(key -> unproven.contains(stream(key)));
    require(unseen.isEmpty(), Promise.VERIFIABLE, "nobody misses at " + place + ": " + unseen);
  }

  private Report verify(SortedMap<String, StoredObject> storage, Observations found) {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    storage.forEach((key, object) -> objects.put(key, object.bytes()));
    try {
      return Verification.run(
          InMemoryBucket.of(objects),
          Trust.in(List.of(world.keys.root())),
          Expectations.NONE,
          found,
          SALT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void requireExplained(Observations found, Predicate<Observation> isExplained) {
    for (Observation observation : found.all()) {
      require(
          isOfTheHistory(observation) || isExplained.test(observation),
          Promise.VERIFIABLE,
          "at " + place + ": " + observation);
    }
  }

  private boolean isOfTheHistory(Observation observation) {
    return switch (observation.code()) {
      case UNCOMMITTED, RESTORED -> true;
      case NOT_COVERED, BROKEN_CHAIN -> isRestoredElsewhere(observation.object());
      case RECOMPRESSED -> world.auditor.isRecompressed(observation.object());
      case EXPIRED -> hasExpired(observation.object());
      case NOTHING_FOUND -> world.auditor.committedAt(place).findAny().isEmpty();
      default -> false;
    };
  }

  /**
   * Whether it is the record of a stream that continues a job of another place, or the manifest of
   * that job: here it is not, or differs if it was concluded there when it had come to lie here.
   */
  private boolean isRestoredElsewhere(String key) {
    return world.auditor.streams().stream()
        .anyMatch(
            stream ->
                stream
                    .continued()
                    .filter(job -> !job.place().equals(place))
                    .filter(job -> key.equals(manifest(job.job())) || key.equals(origin(stream)))
                    .isPresent());
  }

  private static String origin(StreamModel stream) {
    return new ManifestNames(stream.start.id().value()).origin(1).value();
  }

  /** Whether retention has given up events of a manifest's job. */
  private boolean hasExpired(String key) {
    return world.ledger.jobs().stream()
        .filter(job -> manifest(job).equals(key))
        .anyMatch(job -> !world.accepted.in(job.tenant(), givenUp(job)).isEmpty());
  }

  private static String manifest(ExportJob job) {
    return new ManifestNames(job.stream().value()).manifest(job.sequence()).value();
  }

  private Range givenUp(ExportJob job) {
    return CommitCheck.below(world.ledger.retainedFrom(job.tenant()), job.range());
  }

  /** Whatever counts as delivered here is proven. */
  private void requireProven(Report report) {
    Map<UUID, StreamReport> streams =
        report.streams().stream()
            .collect(Collectors.toMap(StreamReport::stream, Function.identity()));
    world
        .auditor
        .committedAt(place)
        .forEach(
            committed -> {
              ExportJob job = committed.job();
              StreamReport stream = streams.get(job.stream().value());
              require(
                  stream != null
                      && stream.tenant().equals(Optional.of(job.tenant()))
                      && stream.jobs().stream()
                          .anyMatch(
                              jobs -> jobs.from() <= job.sequence() && job.sequence() <= jobs.to()),
                  Promise.VERIFIABLE,
                  "job " + job.sequence() + " is not proven at " + place + " by " + stream);
            });
  }

  /** The first digits of the id of the stream that an object is of, or a document. */
  private static Optional<String> stream(String key) {
    return ManifestNames.parse(key)
        .map(name -> ObjectName.streamDigits(name.stream()))
        .or(() -> ObjectName.parse(key).map(ObjectName::stream));
  }
}
