package dev.waybill.manifest;

import static dev.waybill.manifest.Decodings.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.OriginRecord.Elsewhere;
import dev.waybill.manifest.OriginRecord.Reason;
import dev.waybill.storage.ObjectKey;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Whatever can be made can be written, and comes back. */
class RoundTripTest {
  private static final TenantId TENANT = new TenantId("A-._z9");

  @Property(tries = 500)
  void manifestsComeBack(
      @ForAll long high,
      @ForAll long low,
      @ForAll @LongRange(min = 2, max = Limits.LAST_SEQUENCE) long sequence,
      @ForAll @LongRange(min = 1, max = Limits.LARGEST_COUNT / 2) long first,
      @ForAll @Size(max = 5) List<@IntRange(min = 1) Integer> events,
      @ForAll long from,
      @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long scheduled) {
    UUID stream = new UUID(high, low);
    long count = events.stream().mapToLong(Integer::longValue).sum();
    Sha256 hash = new Sha256(low, high, from, first);
    List<ManifestObject> objects = new ArrayList<>();
    for (int part = 1; part <= events.size(); part++) {
      String name =
          String.format(
              Locale.ROOT,
              "events/2026/11/20/14/%s-%012d-%04d.ndjson.gz",
              ObjectName.streamDigits(stream),
              sequence,
              part);
      long lines = events.get(part - 1);
      objects.add(
          new ManifestObject(
              new ObjectKey(name), lines, lines + 1, hash, lines, hash, hash, from, from));
    }
    Manifest manifest =
        new Manifest(
            stream,
            TENANT,
            sequence,
            Instant.ofEpochMilli(scheduled),
            new Manifest.Range(Long.toHexString(high), "~:-"),
            new Manifest.Received(from, Math.max(from, low)),
            new Manifest.Events(first, first + count - 1, count, first, count),
            objects,
            Optional.of(hash).filter(h -> high > 0),
            Optional.of(new Manifest.Previous(sequence - 1, hash)).filter(p -> low > 0));

    SignedDocument document = ManifestCodec.sign(manifest, SampleKeys.FIRST);
    SignedDocument read = accepted(SignedDocument.decode(document.encode()));
    assertThat(read).isEqualTo(document);
    assertThat(accepted(ManifestCodec.decode(read))).isEqualTo(manifest);
  }

  @Property(tries = 500)
  void originRecordsComeBack(
      @ForAll long high,
      @ForAll long low,
      @ForAll @Size(max = 6) List<@IntRange(max = 9) Integer> lengths) {
    UUID stream = new UUID(high, low);
    List<Elsewhere> elsewhere = new ArrayList<>();
    long next = 1;
    for (int length : lengths) {
      elsewhere.add(new Elsewhere(next, next + length));
      next += length + 2;
    }
    long first = Math.max(2, next);
    OriginRecord origin =
        new OriginRecord(
            stream,
            TENANT,
            Reason.MOVED,
            first,
            Optional.of(
                    new OriginRecord.Previous(stream, first - 1, new Sha256(high, low, low, high)))
                .filter(p -> low > 0),
            elsewhere);

    SignedDocument document = OriginCodec.sign(origin, SampleKeys.FIRST);
    assertThat(accepted(OriginCodec.decode(document))).isEqualTo(origin);
    assertThat(accepted(SignedDocument.decode(document.encode()))).isEqualTo(document);
  }
}
