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
import java.util.Map;
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

  /**
   * Lists the names of manifests, then those of origin records: a place may be written to
   * meanwhile, and what lies there later was put later.
   */
  void list() throws IOException, InterruptedException {
    place.list(ManifestNames.ROOT, object -> name(object).ifPresent(this::addIfManifest));
    place.list(ManifestNames.ROOT, object -> name(object).ifPresent(this::addIfOrigin));
  }

  /** Lists and reads keys and successions, which are there before what they sign. */
  void readKeys(ExecutorService pool) throws IOException, InterruptedException {
    OrderedTasks<Read> reads = new OrderedTasks<>(pool, AHEAD, Runnable::run);
    place.list(ManifestNames.ROOT, object -> read(object, reads));
    reads.finish();
  }

  /** Finds out which keys are trusted. */
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
    }
  }

  /** Reads origin records, and keeps those that are accepted. */
  void readOrigins(KeyRing keys, ExecutorService pool) throws IOException, InterruptedException {
    for (StreamPapers stream : streams.values()) {
      SignedReads<OriginRecord> reads =
          new SignedReads<>(documents.origins(), keys, pool, read -> take(read, stream, keys));
      for (JobSpan span : stream.origins().spans()) {
        for (long job = span.from(); job <= span.to(); job++) {
          reads.submit(stream.names().origin(job).value(), stream.stream(), job);
        }
      }
      reads.finish();
    }
  }

  private void take(Outcome<AcceptedFile<OriginRecord>> read, StreamPapers stream, KeyRing keys) {
    switch (read) {
      case Outcome.Taken<AcceptedFile<OriginRecord>>(AcceptedFile<OriginRecord> record) -> {
        stream.accept(record);
        keys.doubt(record).ifPresent(report);
      }
      case Outcome.Refused<AcceptedFile<OriginRecord>>(Observation why) -> report.accept(why);
    }
  }

  /** By their ids. */
  Collection<StreamPapers> streams() {
    return streams.values();
  }

  /** Those that left more than keys, by their ids. */
  List<StreamPapers> streamsWithRecords() {
    return streams.values().stream().filter(StreamPapers::hasRecords).toList();
  }

  /** Records of streams that continue others whose manifests they name. */
  List<AcceptedFile<OriginRecord>> continuing() {
    return streams.values().stream().flatMap(stream -> stream.continuing().stream()).toList();
  }

  /** The jobs whose manifests other streams' records name, by the stream that they are of. */
  Map<UUID, Set<Long>> named() {
    return previous()
        .collect(
            Collectors.groupingBy(
                OriginRecord.Previous::stream,
                Collectors.mapping(OriginRecord.Previous::sequence, Collectors.toSet())));
  }

  private Stream<OriginRecord.Previous> previous() {
    return continuing().stream().map(record -> record.content().previous().orElseThrow());
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
          new Observation(
              Code.UNKNOWN_OBJECT, key, "nothing but documents of streams", "another object"));
      return;
    }
    StreamPapers stream = of(name.get().stream());
    switch (name.get()) {
      case OfManifest _, OfOrigin _ -> {}
      case OfKey(UUID id, var keyId) -> {
        stream.keyFiles().add(keyId);
        reads.submit(task(() -> documents.key(key, id), stream.keys()::add));
      }
      case OfSuccession(UUID id, var _, var _) ->
          reads.submit(task(() -> documents.succession(key, id), stream.successions()::add));
    }
  }

  private void addIfManifest(Name name) {
    if (name instanceof OfManifest(UUID stream, long sequence)) {
      of(stream).manifests().add(sequence);
    }
  }

  private void addIfOrigin(Name name) {
    if (name instanceof OfOrigin(UUID stream, long firstSequence)) {
      of(stream).origins().add(firstSequence);
    }
  }

  private static Optional<Name> name(Listed object) {
    return ManifestNames.parse(object.key());
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
