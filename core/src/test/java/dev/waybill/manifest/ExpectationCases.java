package dev.waybill.manifest;

import dev.waybill.manifest.OriginRecord.Reason;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Places where streams are missing, or too many, and what their users expect of them. */
final class ExpectationCases {
  private static final StreamFixture STREAM = SampleStreams.complete();
  private static final String END = PlaceCases.through(STREAM, 10);
  private static final String ACME = StreamFixture.TENANT.value();
  private static final String GLOBEX = StreamFixture.OTHER_TENANT.value();
  private static final String STREAM_ID = StreamFixture.STREAM.toString();
  private static final String OTHER_ID = StreamFixture.OTHER_STREAM.toString();
  private static final ManifestNames OTHER = new ManifestNames(StreamFixture.OTHER_STREAM);
  private static final UUID SUCCESSOR = UUID.fromString("d2c1f0e9-3b4a-4d5c-8e6f-7a8b9c0d1e2f");

  private ExpectationCases() {}

  static Stream<PlaceCase> all() {
    return Stream.of(times(), tenants(), predecessors()).flatMap(cases -> cases);
  }

  private static Stream<PlaceCase> times() {
    SortedMap<String, byte[]> withNew = PlaceCases.together(STREAM, other());
    SortedMap<String, byte[]> withKeys = PlaceCases.together(STREAM, other());
    withKeys.remove(OTHER.origin(1).value());
    SortedMap<String, byte[]> ofTwo = other().deliver(List.of()).place();
    ofTwo.putAll(backfill(StreamFixture.STREAM).place());
    SortedMap<String, byte[]> backfill = backfill(StreamFixture.OTHER_STREAM).place();
    return Stream.of(
        PlaceCase.of("a backfill alone, and a time expected", backfill, "NOT_COMPLETE_THROUGH")
            .with("--expect-through", END),
        PlaceCase.of(
                "a tenant's backfill alone, and a time expected",
                backfill,
                "NOT_COMPLETE_THROUGH " + ACME)
            .with("--tenant", ACME, "--expect-through", END),
        PlaceCase.of(
                "one tenant's backfill beside another's stream, and a time expected",
                ofTwo,
                "NOT_COMPLETE_THROUGH " + ACME)
            .with(
                "--tenant",
                ACME,
                "--tenant",
                GLOBEX,
                "--expect-through",
                PlaceCases.through(STREAM, 1)),
        PlaceCase.of("a backfill alone that is expected by its name", backfill)
            .with("--stream", OTHER_ID, "--expect-through", PlaceCases.through(STREAM, 2)),
        PlaceCase.of(
                "nothing, and a time expected",
                new TreeMap<>(),
                "NOTHING_FOUND",
                "NOT_COMPLETE_THROUGH")
            .with("--expect-through", END),
        PlaceCase.of("a stream before its first job beside another", withNew)
            .with("--expect-through", END),
        PlaceCase.of(
                "a stream before its first job, and a time expected of it",
                withNew,
                "NOT_COMPLETE_THROUGH " + OTHER_ID)
            .with("--expect-through", END, "--stream", OTHER_ID),
        PlaceCase.of("keys of a stream beside another", withKeys).with("--expect-through", END));
  }

  private static Stream<PlaceCase> tenants() {
    SortedMap<String, byte[]> both = PlaceCases.together(STREAM, other().deliver(List.of()));
    SortedMap<String, byte[]> withoutRecord = new TreeMap<>(both);
    withoutRecord.remove(OTHER.origin(1).value());
    return Stream.of(
        PlaceCase.of("two tenants, and both expected", both)
            .with("--tenant", ACME, "--tenant", GLOBEX),
        PlaceCase.of(
                "two tenants, and one expected", both, "OTHER_TENANT " + OTHER.origin(1).value())
            .with("--tenant", ACME),
        PlaceCase.of(
                "two tenants, and one without a record not expected",
                withoutRecord,
                "MISSING_ORIGIN " + OTHER.origin(1).value(),
                "OTHER_TENANT " + OTHER.manifest(1).value())
            .with("--tenant", ACME));
  }

  /** What remains of a backfill that another continues after a restore. */
  private static Stream<PlaceCase> predecessors() {
    StreamFixture restored = PlaceCases.restored();
    StreamFixture backfill = backfill(StreamFixture.OTHER_STREAM);
    String last = OTHER.manifest(2).value();
    SortedMap<String, byte[]> whole =
        backfill.restoredAs(SUCCESSOR).deliver(SampleStreams.usual(1)).place();
    SortedMap<String, byte[]> removed = new TreeMap<>(whole);
    removed.keySet().removeAll(backfill.place().keySet());
    PlaceChange shortened = new PlaceChange(new TreeMap<>(whole)).remove(last);
    backfill.manifest(2).objects().forEach(object -> shortened.remove(object.key().value()));
    return Stream.of(
        PlaceCase.of("a stream that another continues removed", removed, "NOT_COVERED " + last),
        PlaceCase.of(
                "a stream that another continues removed, though it was expected",
                removed,
                "STREAM_NOT_FOUND " + OTHER_ID,
                "MISSING_MANIFEST " + last)
            .with("--stream", OTHER_ID, "--stream", SUCCESSOR.toString()),
        endRemoved("the end of a stream that another continues removed", "NOT_COVERED"),
        endRemoved(
            "the end of a stream that another continues removed, though it was expected",
            "MISSING_MANIFEST",
            "--stream",
            STREAM_ID,
            "--stream",
            OTHER_ID),
        PlaceCase.of(
                "a stream and the one that continues it, both expected",
                restored.place(),
                PlaceCases.restoredOther())
            .with(
                "--stream",
                STREAM_ID,
                "--stream",
                OTHER_ID,
                "--expect-through",
                PlaceCases.through(restored, 12)),
        PlaceCase.of(
                "a stream that another continues expected alone through a time",
                restored.place(),
                PlaceCases.restoredOther(),
                "NOT_COMPLETE_THROUGH")
            .with("--stream", STREAM_ID, "--expect-through", PlaceCases.through(restored, 1)),
        PlaceCase.of(
            "the end of a backfill that another continues removed",
            shortened.objects(),
            "NOT_COVERED " + last),
        PlaceCase.of(
            "the end of a stream that another continues replaced",
            new PlaceChange(new TreeMap<>(whole)).put(last, "{}\n").objects(),
            Stream.concat(
                    Stream.of("UNREADABLE " + last),
                    backfill.manifest(2).objects().stream().map(o -> "NOT_COVERED " + o.key()))
                .toArray(String[]::new)),
        othersPredecessor());
  }

  /** Jobs 5 to 10 of ten, though a signed record here says that there are ten. */
  private static PlaceCase endRemoved(String name, String code, String... options) {
    PlaceChange change = PlaceChange.of(PlaceCases.restored());
    for (long job = 5; job <= 10; job++) {
      change.remove(STREAM.names().manifest(job).value());
      STREAM.manifest(job).objects().forEach(object -> change.remove(object.key().value()));
    }
    return PlaceCase.of(
            name,
            change.objects(),
            PlaceCases.restoredOther(),
            code + " " + STREAM.names().manifest(10).value())
        .with(options);
  }

  /** The service's record that one tenant's stream continues another's, which so would be over. */
  private static PlaceCase othersPredecessor() {
    OriginRecord record =
        new OriginRecord(
            StreamFixture.OTHER_STREAM,
            StreamFixture.OTHER_TENANT,
            Reason.BACKFILL,
            1,
            Optional.of(
                new OriginRecord.Previous(
                    StreamFixture.STREAM, 1, STREAM.manifest(2).previous().orElseThrow().sha256())),
            List.of());
    SortedMap<String, byte[]> place = PlaceCases.together(STREAM, other());
    place.put(OTHER.origin(1).value(), OriginCodec.sign(record, SampleKeys.FIRST).encode());
    return PlaceCase.of(
            "a stream that continues another tenant's",
            place,
            "OTHER_TENANT " + OTHER.origin(1).value(),
            "NOT_COMPLETE_THROUGH " + StreamFixture.STREAM)
        .with("--expect-through", String.valueOf(Long.parseLong(END) + 1));
  }

  private static StreamFixture other() {
    return StreamFixture.created(StreamFixture.OTHER_STREAM, StreamFixture.OTHER_TENANT);
  }

  private static StreamFixture backfill(UUID stream) {
    return StreamFixture.backfill(stream, StreamFixture.TENANT)
        .deliver(SampleStreams.usual(1))
        .deliver(SampleStreams.usual(2));
  }
}
