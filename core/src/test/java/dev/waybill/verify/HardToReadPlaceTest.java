package dev.waybill.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.OriginCodec;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.SampleKeys;
import dev.waybill.manifest.SampleStreams;
import dev.waybill.manifest.StreamFixture;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Places of which not all can be read, and those where somebody put what takes much to read. */
class HardToReadPlaceTest {
  private static final long SALT = 4;
  private static final Trust TRUST = Trust.in(List.of(SampleKeys.FIRST.publicKey()));
  private static final long LARGE = 1 << 18;

  private final SortedMap<String, byte[]> place = SampleStreams.complete().place();
  private final ManifestNames names = new ManifestNames(StreamFixture.STREAM);
  private final Observations observations = new Observations();

  @Test
  void namesAnObjectThatCannotBeReadAndVerifiesTheOthers()
      throws IOException, InterruptedException {
    String unreadable = place.tailMap("events/").firstKey();
    String removed = place.lastKey();
    place.remove(removed);

    Report report = verify(key -> denied(key, unreadable));

    assertThat(observations.lines())
        .containsExactlyInAnyOrder("NOT_READ " + unreadable, "MISSING_OBJECT " + removed);
    assertThat(observations.all())
        .filteredOn(o -> o.code().severity() == Code.Severity.ERROR)
        .singleElement()
        .extracting(Observation::found)
        .isEqualTo("AccessDeniedException: " + unreadable);
    assertThat(report.whollyRead()).isFalse();
    assertThat(report.verified()).isFalse();
  }

  @Test
  void isNotVerifiedThoughAllThatCouldBeReadIsRight() throws IOException, InterruptedException {
    String unreadable = place.tailMap("events/").firstKey();

    Report report = verify(key -> denied(key, unreadable));

    assertThat(report.count(Code.Severity.FINDING)).isZero();
    assertThat(report.verified()).isFalse();
  }

  @Test
  void namesAnObjectForWhichThereIsTooLittleMemory() throws IOException, InterruptedException {
    String large = place.tailMap("events/").firstKey();

    verify(
        key -> {
          if (key.equals(large)) {
            throw new OutOfMemoryError("heap");
          }
        });

    assertThat(observations.lines()).containsExactly("NOT_READ " + large);
  }

  /** It is not missing, and no object of its job is one too many. */
  @Test
  void namesADocumentThatCannotBeRead() throws IOException, InterruptedException {
    String manifest = names.manifest(3).value();
    String origin = names.origin(1).value();

    Report report = verify(key -> denied(key, key.equals(origin) ? origin : manifest));

    assertThat(observations.lines()).contains("NOT_READ " + manifest, "NOT_READ " + origin);
    assertThat(observations.all())
        .allMatch(o -> o.code() == Code.NOT_READ || o.code() == Code.NOT_COVERED);
    assertThat(report.whollyRead()).isFalse();
  }

  @Test
  void namesAKeyThatCannotBeRead() throws IOException, InterruptedException {
    String key = names.key(SampleKeys.FIRST.key()).value();

    verify(opened -> denied(opened, key));

    assertThat(observations.lines()).containsExactly("NOT_READ " + key);
  }

  /** Some stores refuse to open what is not there. */
  @Test
  void missesAManifestThatIsNotListedAndCannotBeOpened() throws IOException, InterruptedException {
    String last = names.manifest(10).value();
    OriginRecord goesOn =
        new OriginRecord(
            StreamFixture.STREAM,
            StreamFixture.TENANT,
            OriginRecord.Reason.MOVED,
            11,
            Optional.empty(),
            List.of());
    place.remove(last);
    place.put(names.origin(11).value(), OriginCodec.sign(goesOn, SampleKeys.THIRD).encode());

    verify(key -> denied(key, last));

    assertThat(observations.lines()).contains("MISSING_MANIFEST " + last);
  }

  @Test
  void endsAtOnceIfThePlaceCannotBeReached() {
    assertThatThrownBy(
            () ->
                verify(
                    key -> {
                      if (key.startsWith("events/")) {
                        throw new UnreachableException("no route", new IOException());
                      }
                    }))
        .isInstanceOf(UnreachableException.class)
        .hasMessage("no route");
    assertThat(observations.all()).isEmpty();
  }

  @Test
  void readsOneLargeDocumentAtATime() throws IOException, InterruptedException {
    byte[] large = new byte[3 << 20];
    Arrays.fill(large, (byte) 'x');
    for (long job = 100; job < 120; job++) {
      place.put(names.manifest(job).value(), large);
      place.put(names.origin(job).value(), large);
    }
    WatchedBucket bucket = new WatchedBucket(place, key -> {}, LARGE);

    Verification.run(bucket, TRUST, Expectations.NONE, observations, SALT);

    assertThat(observations.all()).hasSize(40).allMatch(o -> o.code() == Code.UNREADABLE);
    assertThat(bucket.mostLargeOpen()).isEqualTo(1);
  }

  /** Signed and true to its form, but for its length. */
  @Test
  void readsNoOriginRecordThatIsLongerThanAMebibyte() throws IOException, InterruptedException {
    List<OriginRecord.Elsewhere> elsewhere =
        LongStream.range(0, 30_000)
            .mapToObj(i -> new OriginRecord.Elsewhere(2 * i + 1, 2 * i + 1))
            .toList();
    OriginRecord origin =
        new OriginRecord(
            StreamFixture.STREAM,
            StreamFixture.TENANT,
            OriginRecord.Reason.MOVED,
            70_000,
            Optional.empty(),
            elsewhere);
    String key = names.origin(70_000).value();
    place.put(key, OriginCodec.sign(origin, SampleKeys.FIRST).encode());

    verify(opened -> {});

    assertThat(observations.lines()).containsExactly("UNREADABLE " + key);
  }

  @Test
  void readsNoKeyThatIsLongerThanAFewKibibytes() throws IOException, InterruptedException {
    String key = names.key(SampleKeys.SECOND.key()).value();
    place.put(key, new byte[1 << 20]);

    verify(opened -> {});

    assertThat(observations.all())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.object()).isEqualTo(key);
              assertThat(o.found()).isEqualTo("it is longer than 4096 bytes");
            });
  }

  @Test
  @Timeout(60)
  void takesVeryManyStreamsThatHaveKeysOnly() throws IOException, InterruptedException {
    SortedMap<String, byte[]> many = new TreeMap<>(place);
    for (int i = 0; i < 40_000; i++) {
      ManifestNames stream = new ManifestNames(new UUID(i, i));
      many.put(stream.key(SampleKeys.FIRST.key()).value(), new byte[1]);
    }

    Report report =
        Verification.run(InMemoryBucket.of(many), TRUST, Expectations.NONE, observations, SALT);

    assertThat(report.streams()).hasSize(1);
    assertThat(report.counts()).containsExactlyEntriesOf(Map.of(Code.UNREADABLE, 40_000L));
  }

  private Report verify(WatchedBucket.Failure failure) throws IOException, InterruptedException {
    return Verification.run(
        new WatchedBucket(place, failure, LARGE), TRUST, Expectations.NONE, observations, SALT);
  }

  private static void denied(String key, String unreadable) throws AccessDeniedException {
    if (key.equals(unreadable)) {
      throw new AccessDeniedException(key);
    }
  }
}
