package dev.waybill.manifest;

import static dev.waybill.manifest.Decodings.accepted;
import static dev.waybill.manifest.Decodings.document;
import static dev.waybill.manifest.Decodings.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestCodecTest {

  /** Manifests with and without objects, previous and filter. */
  static List<Manifest> manifests() {
    StreamFixture stream = SampleStreams.complete();
    return LongStream.range(1, stream.nextSequence()).mapToObj(stream::manifest).toList();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void givesBackWhatWasSigned(Manifest manifest) {
    SignedDocument document = ManifestCodec.sign(manifest, SampleKeys.FIRST);
    SignedDocument read = accepted(SignedDocument.decode(document.encode()));

    assertThat(read.isSignedBy(SampleKeys.FIRST.publicKey())).isTrue();
    assertThat(accepted(ManifestCodec.decode(read))).isEqualTo(manifest);
    assertThat(ManifestCodec.payload(manifest)).isEqualTo(new String(read.payload(), UTF_8));
  }

  @Test
  void takesTheLargestNumbers() {
    String most =
        SampleManifest.PAYLOAD
            .replace("\"suppressed\":0", "\"suppressed\":9007199254740991")
            .replace("\"latestEventTime\":1795183259000", "\"latestEventTime\":9223372036854775807")
            .replace(
                "\"earliestEventTime\":1795183259000",
                "\"earliestEventTime\":-9223372036854775808");

    Manifest read = accepted(ManifestCodec.decode(document(most)));
    assertThat(ManifestCodec.payload(read)).isEqualTo(most);
    assertThat(read.objects().getFirst().earliestEventTime()).isEqualTo(Long.MIN_VALUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "\"version\":1,|",
        "\"version\":1|\"version\":2",
        "\"version\":1|\"version\":\"1\"",
        "\"version\":1|\"version\":1.0",
        "\"version\":1|\"version\":1,\"version\":1",
        "\"version\":1|\"version\":null",
        "\"stream\":|\"extra\":1,\"stream\":",
        "\"tenant\":\"acme\",|",
        "\"tenant\":\"acme\"|\"tenant\":\"acme\",\"tenant\":\"acme\"",
        "\"tenant\":\"acme\"|\"tenant\":\"\"",
        "\"tenant\":\"acme\"|\"tenant\":\"a/b\"",
        "\"tenant\":\"acme\"|\"tenant\":null",
        "\"tenant\":\"acme\"|\"tenant\":1",
        "\"tenant\":\"acme\"|\"tenant\":\"\\u0061cme\"",
        "\"tenant\":\"acme\"|\"tenant\":\"\\ud800\"",
        "\"tenant\":\"acme\"|\"tenant\":\"\ud83d\ude00\"",
        "\"tenant\":\"acme\"|\"tenant\":\"acme",
        "6f6a6e3c-52a1|6F6A6E3C-52A1",
        "6f6a6e3c-52a1|6f6a6e3c52a1",
        "\"stream\":\"6f6a6e3c-52a1|\"stream\":\"7f6a6e3c-52a1",
        "\"sequence\":1,|\"sequence\":0,",
        "\"sequence\":1,|\"sequence\":2,",
        "\"sequence\":1,|\"sequence\":01,",
        "\"sequence\":1,|\"sequence\":+1,",
        "\"sequence\":1,|\"sequence\":-1,",
        "\"sequence\":1,|\"sequence\":1e0,",
        "\"sequence\":1,|\"sequence\":1.0,",
        "\"sequence\":1,|\"sequence\":1000000000000,",
        "\"sequence\":1,|\"sequence\":18446744073709551617,",
        "\"sequence\":1,|\"sequence\":99999999999999999999999999999999999999999,",
        "\"sequence\":1,|\"sequence\":true,",
        "\"sequence\":1,|\"sequence\":,",
        "15:00:00.000Z|15:00:00Z",
        "15:00:00.000Z|15:00:00.000+00:00",
        "15:00:00.000Z|15:00:00.000000Z",
        "15:00:00.000Z|24:00:00.000Z",
        "15:00:00.000Z|15:00:60.000Z",
        "2026-11-20T15|2026-11-20t15",
        "2026-11-20T15|2026-11-31T15",
        "2026-11-20T15|+12026-11-20T15",
        "\"from\":\"0000000000000000\"|\"from\":0",
        "\"from\":\"0000000000000000\"|\"from\":\"\"",
        "\"from\":\"0000000000000000\"|\"from\":\"a b\"",
        "\"received\":{|\"received\":{\"at\":1,",
        "\"from\":1795183200000|\"from\":1795186800001",
        "\"from\":1795183200000|\"from\":-0",
        "\"from\":1795183200000|\"from\":9223372036854775808",
        "\"first\":1|\"first\":2",
        "\"first\":1|\"first\":0",
        "\"last\":2|\"last\":3",
        "\"last\":2|\"last\":-1",
        "\"count\":2|\"count\":1",
        "\"last\":2,\"count\":2|\"last\":3,\"count\":3",
        "\"last\":2,\"count\":2|\"last\":1,\"count\":1",
        "\"suppressed\":0|\"suppressed\":-1",
        "\"suppressed\":0|\"suppressed\":9007199254740992",
        "\"expired\":0|\"expired\":null",
        "\"objects\":[|\"objects\":[,",
        "\"objects\":[|\"objects\":[null,",
        "}],\"filter\"|},],\"filter\"",
        "\"events\":1|\"events\":0",
        "\"bytes\":|\"bytes\":0,\"bytes\":",
        "\"storedBytes\":190|\"storedBytes\":0",
        "-0001.ndjson|-0002.ndjson",
        "-0001.ndjson|-0000.ndjson",
        "-000000000001-|-000000000002-",
        "/6f6a6e3c52a1-|/6f6a6e3c52a2-",
        "events/kind|other/kind",
        "events/kind=CUSTOM|events/../kind=CUSTOM",
        "\"earliestEventTime\":1795183259000|\"earliestEventTime\":1795183259001",
        "\"earliestEventTime\":1795183259000|\"earliestEventTime\":1795183259000.5",
        "\"filter\":null|\"filter\":\"\"",
        "\"filter\":null|\"filter\":\"null\"",
        "\"filter\":null|\"filter\":false",
        "\"filter\":null|\"filter\":\"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\"",
        "\"filter\":null,|",
        "\"previous\":null|\"previous\":{}",
        "\"previous\":null|\"previous\":{\"sequence\":0,\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}",
        "\"previous\":null|\"previous\":{\"sequence\":1,\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}",
        ",\"previous\":null|",
        "\"previous\":null}|\"previous\":null,}",
        "\"previous\":null}|\"previous\":null,\"more\":1}",
        "\"previous\":null}|\"previous\":null}}",
        "\"previous\":null}|\"previous\":null} ",
      })
  void refusesEverythingElse(String part, String by) {
    String changed = SampleManifest.PAYLOAD.replace(part, by == null ? "" : by);
    assertThat(changed).isNotEqualTo(SampleManifest.PAYLOAD);

    assertThat(refusal(ManifestCodec.decode(document(changed)))).isNotEmpty().hasSizeLessThan(300);
  }

  @Test
  void refusesObjectsThatAreNotInOrder() {
    Manifest manifest = SampleManifest.MANIFEST;
    String first = objectText(0);
    String second = objectText(1);
    String swapped = SampleManifest.PAYLOAD.replace(first + "," + second, second + "," + first);
    String twice = SampleManifest.PAYLOAD.replace(first + "," + second, first + "," + first);

    assertThat(manifest.objects()).hasSize(2);
    assertThat(refusal(ManifestCodec.decode(document(swapped)))).contains("not in order");
    assertThat(refusal(ManifestCodec.decode(document(twice)))).contains("not in order");
  }

  @Test
  void saysWhereItFailed() {
    String changed = SampleManifest.PAYLOAD.replace("\"tenant\"", "\"tenent\"");

    assertThat(refusal(ManifestCodec.decode(document(changed))))
        .startsWith("at byte 60 there is `,\"tenent\":")
        .endsWith("where ,\"tenant\": is expected");
    assertThat(refusal(ManifestCodec.decode(document("{\"version\":7}"))))
        .isEqualTo("version 7 is not known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null", "[]", "{\"version\":1}", "\ufeff{\"version\":1"})
  void refusesWhatIsNoManifest(String payload) {
    assertThat(refusal(ManifestCodec.decode(document(payload)))).startsWith("at byte");
  }

  @Test
  void refusesCarriageReturnsAndBytesThatAreNotAscii() {
    for (String more : new String[] {"\r", "\u0000", "\u00e9", "\u2028"}) {
      String after = SampleManifest.PAYLOAD + more;
      String within = SampleManifest.PAYLOAD.replace("acme", "acme" + more);
      assertThat(refusal(ManifestCodec.decode(document(after)))).doesNotContain(more);
      assertThat(refusal(ManifestCodec.decode(document(within)))).doesNotContain(more);
    }
  }

  @Test
  void refusesOtherDocuments() {
    SignedDocument key = KeySuccession.sign(SampleKeys.SECOND.publicKey(), SampleKeys.FIRST);

    assertThat(refusal(ManifestCodec.decode(key))).isNotEmpty();
  }

  @Test
  void refusesAPayloadThatIsCutAnywhere() {
    for (int length = 0; length < SampleManifest.PAYLOAD.length(); length++) {
      String part = SampleManifest.PAYLOAD.substring(0, length);
      assertThat(refusal(ManifestCodec.decode(document(part)))).isNotEmpty();
    }
  }

  @Test
  void whatIsAcceptedIsWrittenAgainByteForByte() {
    Random random = new Random(11);
    byte[] payload = SampleManifest.PAYLOAD.getBytes(UTF_8);
    int accepted = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = payload.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      if (new String(changed, ISO_8859_1).contains("\n")) {
        continue;
      }
      switch (ManifestCodec.decode(document(changed))) {
        case Decoded.Accepted<Manifest>(Manifest read) -> {
          assertThat(ManifestCodec.payload(read).getBytes(UTF_8)).isEqualTo(changed);
          accepted++;
        }
        case Decoded.Refused<Manifest>(String reason) ->
            assertThat(reason).isNotEmpty().doesNotContain("\n");
      }
    }
    assertThat(accepted).isGreaterThan(500); // another digit is often another good manifest
  }

  private static String objectText(int index) {
    int start = SampleManifest.PAYLOAD.indexOf("{\"key\"");
    for (int i = 0; i < index; i++) {
      start = SampleManifest.PAYLOAD.indexOf("{\"key\"", start + 1);
    }
    return SampleManifest.PAYLOAD.substring(start, SampleManifest.PAYLOAD.indexOf('}', start) + 1);
  }
}
