package dev.waybill.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.PlaceCase;
import dev.waybill.manifest.PlaceCases;
import dev.waybill.manifest.SampleKeys;
import dev.waybill.manifest.SampleStreams;
import dev.waybill.manifest.StreamFixture;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {
  private static final long SALT = 4;
  private static final Trust TRUST = Trust.in(List.of(SampleKeys.FIRST.publicKey()));

  private final Observations observations = new Observations();

  static Stream<PlaceCase> places() {
    return PlaceCases.all();
  }

  @ParameterizedTest
  @MethodSource("places")
  void reportsWhatIsSo(PlaceCase place) throws IOException, InterruptedException {
    CaseOptions options = CaseOptions.of(place);

    Report report =
        Verification.run(
            InMemoryBucket.of(place.objects()),
            options.trust(),
            options.expectations(),
            observations,
            SALT);

    assertThat(observations.lines()).containsExactlyInAnyOrderElementsOf(place.report());
    assertThat(report.verified()).isEqualTo(!place.fails());
  }

  @ParameterizedTest
  @MethodSource("places")
  void reportsTheSameEveryTime(PlaceCase place) throws IOException, InterruptedException {
    CaseOptions options = CaseOptions.of(place);
    Observations again = new Observations();

    Report first = run(place, options, observations);
    Report second = run(place, options, again);

    assertThat(again.all()).isEqualTo(observations.all());
    assertThat(second).isEqualTo(first);
  }

  @Test
  void namesStreamsTenantsAndHowFarTheyReach() throws IOException, InterruptedException {
    Report report = verify(SampleStreams.complete().place());

    assertThat(report.streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.stream()).isEqualTo(StreamFixture.STREAM);
              assertThat(stream.tenant()).contains(StreamFixture.TENANT);
              assertThat(stream.jobs()).containsExactly(new JobSpan(1, 10));
              assertThat(stream.elsewhere()).isEmpty();
              assertThat(stream.completeThrough()).contains(Instant.parse("2026-11-21T00:00:00Z"));
            });
  }

  @Test
  void saysWhichJobsAreElsewhere() throws IOException, InterruptedException {
    Report report = verify(SampleStreams.movedAndBack().place(0));

    assertThat(report.streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.jobs()).containsExactly(new JobSpan(1, 3), new JobSpan(6, 7));
              assertThat(stream.elsewhere()).containsExactly(new JobSpan(4, 5));
            });
  }

  @Test
  void readsEachObjectOnce() throws IOException, InterruptedException {
    verify(SampleStreams.complete().place());

    assertThat(observations.checkedBytes()).isEqualTo(observations.listedBytes()).isPositive();
  }

  /** Whatever is put between two listings, and whichever two. */
  @Test
  void verifiesAPlaceThatIsWrittenToMeanwhile() throws IOException, InterruptedException {
    StreamFixture stream =
        StreamFixture.created(StreamFixture.STREAM, StreamFixture.TENANT)
            .deliver(SampleStreams.usual(1))
            .deliver(List.of());
    List<SortedMap<String, byte[]>> states =
        List.of(
            stream.place(),
            stream.leaveOpen(SampleStreams.usual(3)).place(),
            stream.deliver(SampleStreams.usual(3)).place(),
            stream.keyChanged(SampleKeys.SECOND).deliver(List.of()).place(),
            stream.leaveOpen(SampleStreams.usual(5)).place(),
            stream.deliver(SampleStreams.usual(5)).place(),
            stream.movedTo(1).deliver(List.of()).place(0),
            stream.keyChanged(SampleKeys.THIRD).movedTo(0).place(),
            stream.deliver(SampleStreams.usual(7)).place());
    for (int events = 0; events < states.size(); events++) {
      for (int manifests = events; manifests < states.size(); manifests++) {
        for (int origins = manifests; origins < states.size(); origins++) {
          Observations seen = new Observations();

          Report report =
              Verification.run(
                  InMemoryBucket.changing(
                      List.of(
                          states.get(events),
                          states.get(manifests),
                          states.get(origins),
                          states.getLast())),
                  TRUST,
                  Expectations.NONE,
                  seen,
                  SALT);

          assertThat(seen.all())
              .as("states %d, %d, %d", events, manifests, origins)
              .allMatch(o -> o.code().severity() == Code.Severity.NOTE);
          assertThat(report.verified()).isTrue();
        }
      }
    }
  }

  /** Between two listings, too, nobody can put a manifest that is none. */
  @Test
  void believesNoManifestThatAppearsUnlessItIsSigned() throws IOException, InterruptedException {
    StreamFixture stream =
        StreamFixture.created(StreamFixture.STREAM, StreamFixture.TENANT).deliver(List.of());
    SortedMap<String, byte[]> before = stream.place();
    SortedMap<String, byte[]> after =
        new TreeMap<>(stream.deliver(List.of()).movedTo(1).deliver(List.of()).movedTo(0).place(0));
    String appeared = new ManifestNames(StreamFixture.STREAM).manifest(2).value();
    after.put(appeared, new byte[1]);

    Report report =
        Verification.run(
            InMemoryBucket.changing(List.of(before, before, after)),
            TRUST,
            Expectations.NONE,
            observations,
            SALT);

    assertThat(observations.lines()).containsExactly("UNREADABLE " + appeared);
    assertThat(report.verified()).isFalse();
  }

  @Test
  void passesOverFoldersThatToolsPut() throws IOException, InterruptedException {
    SortedMap<String, byte[]> place = new TreeMap<>(SampleStreams.complete().place());
    place.put("events/", new byte[0]);
    place.put("_waybill/", new byte[0]);

    assertThat(verify(place).verified()).isTrue();
    assertThat(observations.all()).isEmpty();
  }

  private Report verify(SortedMap<String, byte[]> place) throws IOException, InterruptedException {
    return Verification.run(InMemoryBucket.of(place), TRUST, Expectations.NONE, observations, SALT);
  }

  private static Report run(PlaceCase place, CaseOptions options, Observations listener)
      throws IOException, InterruptedException {
    return Verification.run(
        InMemoryBucket.of(place.objects()),
        options.trust(),
        options.expectations(),
        listener,
        SALT);
  }
}
