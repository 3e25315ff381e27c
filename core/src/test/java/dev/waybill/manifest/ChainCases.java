package dev.waybill.manifest;

import dev.waybill.storage.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Places where jobs are missing, or where our own key signed what is not so. */
final class ChainCases {
  private static final StreamFixture STREAM = SampleStreams.complete();
  private static final String STREAM_ID = StreamFixture.STREAM.toString();

  private ChainCases() {}

  static Stream<PlaceCase> all() {
    return Stream.concat(removals(), ownMistakes());
  }

  private static Stream<PlaceCase> removals() {
    StreamFixture moved = SampleStreams.movedAndBack();
    SortedMap<String, byte[]> withoutStream =
        PlaceCases.newStream().restoredAs(StreamFixture.OTHER_STREAM).place();
    withoutStream.keySet().removeIf(key -> key.contains(STREAM_ID));
    return Stream.of(
        removed("a manifest in the middle", 3, "MISSING_MANIFEST " + manifest(3)),
        removed("the first manifest", 1, "MISSING_MANIFEST " + manifest(1)),
        removed("two jobs in a row", new long[] {3, 4}, "MISSING_MANIFEST " + manifest(3)),
        removed(
            "two jobs that are no row",
            new long[] {3, 6},
            "MISSING_MANIFEST " + manifest(3),
            "MISSING_MANIFEST " + manifest(6)),
        lastManifestRemoved(),
        PlaceCase.of("the last two jobs removed, objects too", withoutLast(2)),
        PlaceCase.of(
                "the last two jobs removed, and expected",
                withoutLast(2),
                "NOT_COMPLETE_THROUGH " + STREAM_ID)
            .with("--expect-through", PlaceCases.through(STREAM, 10)),
        PlaceCase.of("everything removed", new TreeMap<>(), "NOTHING_FOUND"),
        PlaceCase.of("everything but keys removed", keysAlone(), "NOTHING_FOUND"),
        PlaceCase.of(
                "everything but keys removed, and a stream expected",
                keysAlone(),
                "NOTHING_FOUND",
                "STREAM_NOT_FOUND " + STREAM_ID)
            .with("--stream", STREAM_ID),
        PlaceCase.of("a whole stream removed", withoutStream, PlaceCases.restoredOther()),
        PlaceCase.of(
                "a whole stream removed, and expected",
                withoutStream,
                "STREAM_NOT_FOUND " + STREAM_ID,
                PlaceCases.restoredOther())
            .with("--stream", STREAM_ID),
        PlaceCase.of(
                "another tenant's stream alone, and another expected",
                StreamFixture.created(StreamFixture.OTHER_STREAM, StreamFixture.OTHER_TENANT)
                    .deliver(SampleStreams.usual(1))
                    .place(),
                "TENANT_NOT_FOUND " + StreamFixture.TENANT,
                "OTHER_TENANT " + new ManifestNames(StreamFixture.OTHER_STREAM).origin(1))
            .with("--tenant", StreamFixture.TENANT.value()),
        PlaceCase.of(
            "the record of coming back removed",
            new PlaceChange(moved.place(0)).remove(origin(6)).objects(),
            "MISSING_MANIFEST " + manifest(4)),
        PlaceCase.of(
            "the record of coming removed",
            new PlaceChange(moved.place(1)).remove(origin(4)).objects(),
            "MISSING_MANIFEST " + manifest(1)),
        PlaceCase.of(
            "a job removed from a place that was left",
            new PlaceChange(moved.place(0)).remove(manifest(3)).objects(),
            "MISSING_MANIFEST " + manifest(3)),
        belowTheFirst(),
        PlaceCase.of(
            "the record of coming back after another conclusion removed",
            new PlaceChange(PlaceCases.concludedElsewhere()).remove(origin(3)).objects(),
            "BROKEN_CHAIN " + manifest(3)));
  }

  private static SortedMap<String, byte[]> keysAlone() {
    SortedMap<String, byte[]> keys = STREAM.place();
    keys.keySet().removeIf(key -> !key.contains("/keys/"));
    return keys;
  }

  /** Its only record says that it began with job 4; but there are manifests before. */
  private static PlaceCase belowTheFirst() {
    OriginRecord record =
        new OriginRecord(
            StreamFixture.STREAM,
            StreamFixture.TENANT,
            OriginRecord.Reason.CREATED,
            4,
            Optional.empty(),
            List.of());
    StreamFixture stream =
        newStream().deliver(List.of()).deliver(List.of()).deliver(List.of()).deliver(List.of());
    return PlaceCase.of(
        "manifests below the first",
        PlaceChange.of(stream)
            .remove(origin(1))
            .put(origin(4), OriginCodec.sign(record, SampleKeys.FIRST).encode())
            .objects(),
        "MISSING_ORIGIN " + origin(1),
        "MISSING_ORIGIN " + origin(2),
        "MISSING_ORIGIN " + origin(3),
        "BROKEN_CHAIN " + manifest(4));
  }

  /** What the right key signed, but wrongly. */
  private static Stream<PlaceCase> ownMistakes() {
    return Stream.of(
        second("another range", m -> with(m, new Manifest.Range("elsewhere", "end"))),
        second("another time", m -> with(m, new Manifest.Received(1, m.received().through()))),
        second("another ordinal", m -> with(m, new Manifest.Events(1, 0, 0, 0, 0))),
        second("another predecessor", m -> with(m, Optional.of(new Manifest.Previous(1, hash())))),
        second("no predecessor", m -> with(m, Optional.empty())),
        PlaceCase.of(
            "expired events",
            newStream().deliver(SampleStreams.usual(1)).deliver(List.of(), 0, 5).place(),
            "EXPIRED " + manifest(2)),
        PlaceCase.of(
            "another tenant",
            newStream()
                .deliver(SampleStreams.usual(1))
                .sealed(
                    m ->
                        new Manifest(
                            m.stream(),
                            StreamFixture.OTHER_TENANT,
                            m.sequence(),
                            m.scheduledAt(),
                            m.range(),
                            m.received(),
                            m.events(),
                            m.objects(),
                            m.filter(),
                            m.previous()))
                .place(),
            "OTHER_TENANT " + manifest(2)),
        object(
            "another Merkle root", "MISDESCRIBED_OBJECT", o -> described(o, o.events(), hash(), 0)),
        object(
            "another time of an event",
            "MISDESCRIBED_OBJECT",
            o -> described(o, o.events(), o.merkleRoot(), 1)),
        object("another hour", "WRONG_FOLDER", o -> renamed(o, "hour=14", "hour=13")),
        object("another kind", "WRONG_FOLDER", o -> renamed(o, "kind=QUERY", "kind=CUSTOM")),
        object("no folder of a layout", "WRONG_FOLDER", o -> renamed(o, "kind=QUERY/", "")),
        object("another day", "WRONG_FOLDER", o -> renamed(o, "dt=2026-11-20", "dt=2026-11-21")));
  }

  private static StreamFixture newStream() {
    return PlaceCases.newStream();
  }

  private static PlaceCase removed(String name, long sequence, String... report) {
    return removed(name, new long[] {sequence}, report);
  }

  private static PlaceCase removed(String name, long[] sequences, String... report) {
    PlaceChange change = PlaceChange.of(STREAM);
    List<String> all = new ArrayList<>(List.of(report));
    for (long sequence : sequences) {
      change.remove(manifest(sequence));
      STREAM.manifest(sequence).objects().forEach(o -> all.add("EXTRA_OBJECT " + o.key()));
    }
    return PlaceCase.of(name + " removed", change.objects(), all.toArray(String[]::new));
  }

  private static PlaceCase lastManifestRemoved() {
    return PlaceCase.of(
        "the last manifest removed",
        PlaceChange.of(STREAM).remove(manifest(10)).objects(),
        STREAM.manifest(10).objects().stream()
            .map(o -> "UNCOMMITTED " + o.key())
            .toArray(String[]::new));
  }

  private static SortedMap<String, byte[]> withoutLast(long jobs) {
    PlaceChange change = PlaceChange.of(STREAM);
    LongStream.range(STREAM.nextSequence() - jobs, STREAM.nextSequence())
        .forEach(
            sequence -> {
              change.remove(manifest(sequence));
              STREAM.manifest(sequence).objects().forEach(o -> change.remove(o.key().value()));
            });
    return change.objects();
  }

  /** The manifest of job 2, which has no objects, says something else. */
  private static PlaceCase second(String name, UnaryOperator<Manifest> change) {
    return PlaceCase.of(
        "signed: " + name,
        newStream().deliver(SampleStreams.usual(1)).sealed(change).place(),
        "BROKEN_CHAIN " + manifest(2));
  }

  /** An object's manifest says something else of it; where it names another key, it lies there. */
  private static PlaceCase object(String name, String code, UnaryOperator<ManifestObject> change) {
    StreamFixture right = newStream().deliver(SampleStreams.many(1, 3));
    ManifestObject object = right.manifest(1).objects().getFirst();
    ManifestObject changed = change.apply(object);
    SortedMap<String, byte[]> place =
        newStream()
            .sealed(
                m ->
                    new Manifest(
                        m.stream(),
                        m.tenant(),
                        m.sequence(),
                        m.scheduledAt(),
                        m.range(),
                        m.received(),
                        right.manifest(1).events(),
                        List.of(changed),
                        m.filter(),
                        m.previous()))
            .place();
    place.put(changed.key().value(), PlaceChange.of(right).get(object.key().value()));
    return PlaceCase.of("signed: " + name, place, code + " " + changed.key());
  }

  private static ManifestObject described(
      ManifestObject object, long events, Sha256 merkleRoot, long earlier) {
    return new ManifestObject(
        object.key(),
        events,
        object.bytes(),
        object.sha256(),
        object.storedBytes(),
        object.storedSha256(),
        merkleRoot,
        object.earliestEventTime() - earlier,
        object.latestEventTime());
  }

  private static ManifestObject renamed(ManifestObject object, String part, String by) {
    return new ManifestObject(
        new ObjectKey(object.key().value().replace(part, by)),
        object.events(),
        object.bytes(),
        object.sha256(),
        object.storedBytes(),
        object.storedSha256(),
        object.merkleRoot(),
        object.earliestEventTime(),
        object.latestEventTime());
  }

  private static Manifest with(Manifest m, Manifest.Range range) {
    return new Manifest(
        m.stream(),
        m.tenant(),
        m.sequence(),
        m.scheduledAt(),
        range,
        m.received(),
        m.events(),
        m.objects(),
        m.filter(),
        m.previous());
  }

  private static Manifest with(Manifest m, Manifest.Received received) {
    return new Manifest(
        m.stream(),
        m.tenant(),
        m.sequence(),
        m.scheduledAt(),
        m.range(),
        received,
        m.events(),
        m.objects(),
        m.filter(),
        m.previous());
  }

  private static Manifest with(Manifest m, Manifest.Events events) {
    return new Manifest(
        m.stream(),
        m.tenant(),
        m.sequence(),
        m.scheduledAt(),
        m.range(),
        m.received(),
        events,
        m.objects(),
        m.filter(),
        m.previous());
  }

  private static Manifest with(Manifest m, Optional<Manifest.Previous> previous) {
    return new Manifest(
        m.stream(),
        m.tenant(),
        m.sequence(),
        m.scheduledAt(),
        m.range(),
        m.received(),
        m.events(),
        m.objects(),
        m.filter(),
        previous);
  }

  private static Sha256 hash() {
    return Sha256.of(new byte[0]);
  }

  private static String manifest(long sequence) {
    return DocumentCases.manifest(sequence);
  }

  private static String origin(long sequence) {
    return STREAM.names().origin(sequence).value();
  }
}
