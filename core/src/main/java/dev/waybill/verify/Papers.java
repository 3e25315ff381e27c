package dev.waybill.verify;

import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.ManifestNames.Name;
import dev.waybill.manifest.ManifestNames.OfKey;
import dev.waybill.manifest.ManifestNames.OfManifest;
import dev.waybill.manifest.ManifestNames.OfOrigin;
import dev.waybill.manifest.ManifestNames.OfSuccession;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.verify.BucketReader.Listed;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documents of all streams of a place, but for what manifests say. */
final class Papers {
  private static final int AHEAD = 64;

  private final BucketReader place;
  private final DocumentReader documents;
  private final Consumer<Observation> report;
  private final SortedMap<String, StreamPapers> streams = new TreeMap<>();

  /** What is to be done with a document in the thread that reports. */
  private interface Read extends Runnable {}

  Papers(BucketReader place, DocumentReader documents, Consumer<Observation> report) {
    this.place = place;
    this.documents = documents;
    this.report = report;
  }

  /** Lists the names of manifests; to be called before {@link #read}, which finds their records. */
  void listManifests() throws IOException, InterruptedException {
    place.list(
        ManifestNames.ROOT,
        object -> ManifestNames.parse(object.key()).ifPresent(this::addIfManifest));
  }

  private void addIfManifest(Name name) {
    if (name instanceof OfManifest(UUID stream, long sequence)) {
      of(stream).manifests().add(sequence);
    }
  }

  /** Reads all other documents. */
  void read(ExecutorService pool) throws IOException, InterruptedException {
    OrderedTasks<Read> reads = new OrderedTasks<>(pool, AHEAD, Runnable::run);
    place.list(ManifestNames.ROOT, object -> read(object, reads));
    reads.finish();
  }

  /** Finds out which keys are trusted, and which records are accepted. */
  void accept(KeyRing keys, Trust.BucketKeys bucketKeys) {
    switch (bucketKeys) {
      case TRUSTED -> streams.values().forEach(stream -> keys.add(stream.keys()));
      case AS_SUCCESSORS -> {}
    }
    boolean grown = true;
    while (grown) {
      grown = false;
      for (StreamPapers stream : streams.values()) {
        grown |= keys.extend(stream.successions());
      }
    }
    for (StreamPapers stream : streams.values()) {
      UUID id = stream.stream();
      stream.successions().forEach(file -> keys.objection(file, id).ifPresent(report));
      for (SignedFile<OriginRecord> file : stream.records()) {
        keys.objection(file, id, file.content().firstSequence())
            .ifPresentOrElse(report, () -> accept(file, stream, keys));
      }
    }
  }

  private void accept(SignedFile<OriginRecord> record, StreamPapers stream, KeyRing keys) {
    stream.accept(record);
    keys.doubt(record).ifPresent(report);
  }

  /** By their ids. */
  Collection<StreamPapers> streams() {
    return streams.values();
  }

  /** Records of streams that continue others whose manifests they name. */
  List<SignedFile<OriginRecord>> restored() {
    return streams.values().stream().flatMap(stream -> stream.restored().stream()).toList();
  }

  /** The jobs of a stream whose manifests other streams' records name. */
  Set<Long> namedElsewhere(UUID stream) {
    return previous()
        .filter(previous -> previous.stream().equals(stream))
        .map(OriginRecord.Previous::sequence)
        .collect(Collectors.toSet());
  }

  private Stream<OriginRecord.Previous> previous() {
    return restored().stream().map(record -> record.content().previous().orElseThrow());
  }

  private void read(Listed object, OrderedTasks<Read> reads)
      throws IOException, InterruptedException {
    String key = object.key();
    if (object.bytes() == 0 && key.endsWith("/")) {
      return;
    }
    Optional<Name> name = ManifestNames.parse(key);
    if (name.isEmpty()) {
      report.accept(
          Observation.of(
              Code.UNKNOWN_OBJECT, key, "nothing but documents of streams", "another object"));
      return;
    }
    StreamPapers stream = of(name.get().stream());
    switch (name.get()) {
      case OfManifest _ -> {}
      case OfOrigin(UUID _, long firstSequence) -> {
        stream.origins().add(firstSequence);
        reads.submit(task(() -> documents.origin(key), stream.records()::add));
      }
      case OfKey(UUID id, var keyId) -> {
        stream.keyFiles().add(keyId);
        reads.submit(task(() -> documents.key(key, id), stream.keys()::add));
      }
      case OfSuccession(UUID id, var _, var _) ->
          reads.submit(task(() -> documents.succession(key, id), stream.successions()::add));
    }
  }

  private <T> Callable<Read> task(Callable<Outcome<T>> reading, Consumer<T> taking) {
    return () -> {
      Outcome<T> outcome = reading.call();
      return () -> {
        switch (outcome) {
          case Outcome.Taken<T>(T value) -> taking.accept(value);
          case Outcome.Refused<T>(Observation why) -> report.accept(why);
        }
      };
    };
  }

  private StreamPapers of(UUID stream) {
    return streams.computeIfAbsent(stream.toString(), id -> new StreamPapers(stream));
  }
}
