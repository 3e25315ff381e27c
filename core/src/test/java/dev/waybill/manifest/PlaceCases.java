package dev.waybill.manifest;

import dev.waybill.export.Layout;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Places that are in order, and places that are not. Every verifier must agree on all of them. */
public final class PlaceCases {
  private PlaceCases() {}

  public static Stream<PlaceCase> all() {
    return Stream.of(
            inOrder(),
            ObjectCases.all(),
            DocumentCases.all(),
            ChainCases.all(),
            KeyCases.all(),
            ExpectationCases.all(),
            HostileCases.all())
        .flatMap(cases -> cases);
  }

  private static Stream<PlaceCase> inOrder() {
    StreamFixture moved = SampleStreams.movedAndBack();
    StreamFixture open = SampleStreams.complete();
    SortedMap<String, byte[]> before = open.place();
    SortedMap<String, byte[]> after = open.leaveOpen(SampleStreams.usual(11)).place();
    String[] uncommitted =
        after.keySet().stream()
            .filter(key -> !before.containsKey(key))
            .map(key -> "UNCOMMITTED " + key)
            .toArray(String[]::new);
    return Stream.of(
        PlaceCase.of("a stream with all that may happen", before),
        PlaceCase.of("a job under way", after, uncommitted),
        PlaceCase.of("a place that a stream left and came back to", moved.place(0)),
        PlaceCase.of("a place that a stream came to and left", moved.place(1)),
        PlaceCase.of(
            "daily folders without service fields",
            SampleStreams.withoutServiceFields(Layout.HIVE_DAILY).place()),
        PlaceCase.of(
            "hourly folders without service fields",
            SampleStreams.withoutServiceFields(Layout.HIVE_HOURLY).place()),
        PlaceCase.of(
            "plain folders without service fields",
            SampleStreams.withoutServiceFields(Layout.PLAIN_HOURLY).place()),
        PlaceCase.of("a backfill", backfill().place()),
        PlaceCase.of("an export and its backfill", together(moved, backfill()))
            .with("--expect-through", through(moved, 7)),
        PlaceCase.of(
                "a backfill that is expected to be complete through a later time",
                together(moved, backfill()),
                "NOT_COMPLETE_THROUGH " + StreamFixture.OTHER_STREAM)
            .with(
                "--expect-through",
                through(moved, 7),
                "--stream",
                StreamFixture.OTHER_STREAM.toString()),
        PlaceCase.of("an export and its backfill, which was restored", restoredBackfill(moved))
            .with("--expect-through", through(moved, 7)),
        PlaceCase.of(
            "a job that expired at another place when it was sealed here", concludedElsewhere()),
        PlaceCase.of("a stream before its first job", newStream().place()),
        PlaceCase.of("a stream before its first job, and expected", newStream().place())
            .with(
                "--stream", StreamFixture.STREAM.toString(),
                "--tenant", StreamFixture.TENANT.value()),
        PlaceCase.of("a stream that was restored", restored().place(), restoredOther())
            .with("--expect-through", through(restored(), 12)),
        PlaceCase.of("other files beside", besideOtherFiles()),
        PlaceCase.of("jobs from before there were manifests", beforeManifests(), notCovered()),
        PlaceCase.of("keys of the bucket", before).trusting().with("--trust-bucket-key"),
        PlaceCase.of("what was expected", before)
            .with(
                "--stream", StreamFixture.STREAM.toString(),
                "--tenant", StreamFixture.TENANT.value(),
                "--expect-through", through(SampleStreams.complete(), 10)));
  }

  static StreamFixture newStream() {
    return StreamFixture.created(StreamFixture.STREAM, StreamFixture.TENANT);
  }

  private static StreamFixture backfill() {
    return StreamFixture.backfill(StreamFixture.OTHER_STREAM, StreamFixture.TENANT)
        .deliver(SampleStreams.usual(1))
        .deliver(SampleStreams.usual(2));
  }

  /** With two jobs more than the stream that it continues. */
  static StreamFixture restored() {
    StreamFixture restored = SampleStreams.complete().restoredAs(StreamFixture.OTHER_STREAM);
    for (int job = 1; job <= 12; job++) {
      restored.deliver(SampleStreams.usual(job));
    }
    return restored;
  }

  /** What is noted of the other stream if it continues one. */
  static String restoredOther() {
    return "RESTORED " + new ManifestNames(StreamFixture.OTHER_STREAM).origin(1).value();
  }

  private static SortedMap<String, byte[]> restoredBackfill(StreamFixture beside) {
    StreamFixture backfill = backfill();
    UUID successor = UUID.fromString("d2c1f0e9-3b4a-4d5c-8e6f-7a8b9c0d1e2f");
    SortedMap<String, byte[]> all = together(beside, backfill);
    all.putAll(backfill.restoredAs(successor).deliver(SampleStreams.usual(1)).place());
    return all;
  }

  /** Its manifest is here, but the stream came back with that of the other place. */
  static SortedMap<String, byte[]> concludedElsewhere() {
    SortedMap<String, byte[]> here =
        newStream().deliver(SampleStreams.usual(1)).deliver(SampleStreams.usual(2)).place();
    here.putAll(
        newStream()
            .deliver(SampleStreams.usual(1))
            .deliver(List.of(), 0, 5)
            .movedTo(1)
            .deliver(SampleStreams.usual(3))
            .place());
    return here;
  }

  /** How far a job reaches, as an option. */
  static String through(StreamFixture stream, long sequence) {
    return String.valueOf(stream.manifest(sequence).received().through());
  }

  static SortedMap<String, byte[]> together(StreamFixture one, StreamFixture other) {
    SortedMap<String, byte[]> both = new TreeMap<>(one.place());
    both.putAll(other.place());
    return both;
  }

  private static SortedMap<String, byte[]> besideOtherFiles() {
    return PlaceChange.of(SampleStreams.complete())
        .put(".waybill.export.log", "marker")
        .put("notes/readme.txt", "not ours")
        .objects();
  }

  private static final String OLD_OBJECT =
      "events/kind=QUERY/dt=2026-11-19/hour=01/6f6a6e3c52a1-000000000003-0001.ndjson.gz";

  private static SortedMap<String, byte[]> beforeManifests() {
    return PlaceChange.of(
            StreamFixture.createdAfter(3).deliver(SampleStreams.usual(4)).deliver(List.of()))
        .put(OLD_OBJECT, "old")
        .objects();
  }

  private static String notCovered() {
    return "NOT_COVERED " + OLD_OBJECT;
  }
}
