package dev.waybill.manifest;

import static dev.waybill.manifest.Decodings.accepted;
import static dev.waybill.manifest.Decodings.document;
import static dev.waybill.manifest.Decodings.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.OriginRecord.Elsewhere;
import dev.waybill.manifest.OriginRecord.Previous;
import dev.waybill.manifest.OriginRecord.Reason;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OriginCodecTest {
  private static final Sha256 HASH = Sha256.of(new byte[0]);
  private static final OriginRecord MOVED =
      origin(
          Reason.MOVED,
          21,
          Optional.of(new Previous(StreamFixture.STREAM, 20, HASH)),
          List.of(new Elsewhere(1, 4), new Elsewhere(17, 20)));
  private static final String PAYLOAD = OriginCodec.payload(MOVED);

  static List<OriginRecord> origins() {
    return List.of(
        MOVED,
        origin(Reason.CREATED, 1, Optional.empty(), List.of()),
        origin(Reason.CREATED, 17, Optional.empty(), List.of()),
        origin(Reason.BACKFILL, 1, Optional.empty(), List.of()),
        origin(
            Reason.BACKFILL,
            1,
            Optional.of(new Previous(StreamFixture.OTHER_STREAM, 3, HASH)),
            List.of()),
        origin(Reason.RESTORED, 1, Optional.empty(), List.of()),
        origin(
            Reason.RESTORED,
            1,
            Optional.of(new Previous(StreamFixture.OTHER_STREAM, 140, HASH)),
            List.of()),
        origin(Reason.MOVED, 2, Optional.empty(), List.of(new Elsewhere(1, 1))),
        origin(Reason.MOVED, 999_999_999_999L, Optional.empty(), List.of()));
  }

  @ParameterizedTest
  @MethodSource("origins")
  void givesBackWhatWasSigned(OriginRecord origin) {
    SignedDocument document = OriginCodec.sign(origin, SampleKeys.FIRST);
    SignedDocument read = accepted(SignedDocument.decode(document.encode()));

    assertThat(read.isSignedBy(SampleKeys.FIRST.publicKey())).isTrue();
    assertThat(accepted(OriginCodec.decode(read))).isEqualTo(origin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "\"version\":1|\"version\":2",
        "\"tenant\":\"acme\",|",
        "\"MOVED\"|\"moved\"",
        "\"MOVED\"|\"DELETED\"",
        "\"MOVED\"|\"CREATED\"",
        "\"MOVED\"|\"RESTORED\"",
        "\"MOVED\"|\"BACKFILL\"",
        "\"MOVED\"|null",
        "\"firstSequence\":21|\"firstSequence\":20",
        "\"firstSequence\":21|\"firstSequence\":22",
        "\"firstSequence\":21|\"firstSequence\":1000000000000",
        "\"previous\":{\"stream\":\"6f6a6e3c|\"previous\":{\"stream\":\"7f6a6e3c",
        "\"sequence\":20|\"sequence\":19",
        "\"sequence\":20|\"sequence\":20,\"at\":1",
        "\"fromSequence\":1,|\"fromSequence\":0,",
        "\"fromSequence\":1,|\"fromSequence\":5,",
        "\"fromSequence\":17|\"fromSequence\":4",
        "\"fromSequence\":17|\"fromSequence\":5",
        "\"toSequence\":20|\"toSequence\":21",
        "\"elsewhere\":[|\"elsewhere\":[{\"fromSequence\":30,\"toSequence\":31},",
        "\"elsewhere\":[|\"elsewhere\":null,\"x\":[",
        "}]}|}]} ",
        "}]}|}],\"more\":1}",
      })
  void refusesEverythingElse(String part, String by) {
    String changed = PAYLOAD.replace(part, by == null ? "" : by);
    assertThat(changed).isNotEqualTo(PAYLOAD);

    assertThat(refusal(OriginCodec.decode(document(changed)))).isNotEmpty();
  }

  @Test
  void refusesABeginningThatIsNoBeginning() {
    String created = OriginCodec.payload(origins().get(1));

    for (String changed :
        List.of(
            created.replace("CREATED", "MOVED"),
            created.replace("[]", "[{\"fromSequence\":1,\"toSequence\":1}]"),
            OriginCodec.payload(origins().get(2)).replace("CREATED", "BACKFILL"),
            OriginCodec.payload(origins().get(2)).replace("CREATED", "RESTORED"),
            OriginCodec.payload(origins().get(4))
                .replace(StreamFixture.OTHER_STREAM.toString(), StreamFixture.STREAM.toString()),
            OriginCodec.payload(origins().get(6))
                .replace(StreamFixture.OTHER_STREAM.toString(), StreamFixture.STREAM.toString()))) {
      assertThat(refusal(OriginCodec.decode(document(changed)))).isNotEmpty();
    }
  }

  @Test
  void manifestsAndOriginsAreNeverTakenForEachOther() {
    SignedDocument manifest = ManifestCodec.sign(SampleManifest.MANIFEST, SampleKeys.FIRST);

    assertThat(refusal(OriginCodec.decode(manifest))).isNotEmpty();
    assertThat(refusal(ManifestCodec.decode(OriginCodec.sign(MOVED, SampleKeys.FIRST))))
        .isNotEmpty();
  }

  private static OriginRecord origin(
      Reason reason, long first, Optional<Previous> previous, List<Elsewhere> elsewhere) {
    UUID stream = StreamFixture.STREAM;
    return new OriginRecord(stream, StreamFixture.TENANT, reason, first, previous, elsewhere);
  }
}
