package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.ManifestNames.Name;
import dev.waybill.storage.ObjectKey;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Documents and keys of objects as they lie in a bucket that others write to. What is taken must be
 * what the service would have written, to the byte.
 */
public final class DocumentFuzz {
  static final List<String> WORDS =
      List.of(
          "{\"version\":1,\"stream\":\"",
          ",\"tenant\":\"",
          ",\"sequence\":",
          ",\"previous\":null",
          ",\"objects\":[",
          "\"},{\"",
          ",\"elsewhere\":[{\"fromSequence\":",
          "9223372036854775807",
          "-9223372036854775808",
          "9007199254740991",
          "2026-11-20T14:00:00.000Z",
          "+1000000000-12-31T23:59:59.999Z",
          "_waybill/",
          "/manifests/",
          "/origin/",
          "/keys/",
          ".jwk.json",
          "..",
          "\n");

  private static final String SIGNATURE =
      Base64Url.encode(
              ("{\"alg\":\"EdDSA\",\"kid\":\"" + SampleKeys.FIRST.key() + "\"}").getBytes(US_ASCII))
          + ".."
          + Base64Url.encode(new byte[64]);

  private DocumentFuzz() {}

  /** Throws if anything is taken that the service does not write. */
  public static void fuzzerTestOneInput(byte[] input) {
    checkFile(input);
    checkPayload(input);
    check(VerificationKey.decode(input), key -> new String(key.encode(), UTF_8), input);
    checkNames(new String(input, UTF_8));
  }

  private static void checkFile(byte[] file) {
    switch (SignedDocument.decode(file)) {
      case Decoded.Accepted<SignedDocument>(SignedDocument document) ->
          assertThat(document.encode()).isEqualTo(file);
      case Decoded.Refused<SignedDocument>(String reason) -> checkReason(reason);
    }
  }

  private static void checkPayload(byte[] payload) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(payload);
    file.writeBytes(("\n" + SIGNATURE + "\n").getBytes(US_ASCII));
    if (SignedDocument.decode(file.toByteArray())
        instanceof Decoded.Accepted<SignedDocument>(SignedDocument document)) {
      check(ManifestCodec.decode(document), ManifestCodec::payload, payload);
      check(OriginCodec.decode(document), OriginCodec::payload, payload);
      if (KeySuccession.decode(document) instanceof Decoded.Refused<?>(String reason)) {
        checkReason(reason);
      }
    }
  }

  private static <T> void check(Decoded<T> decoded, Function<T, String> writer, byte[] bytes) {
    switch (decoded) {
      case Decoded.Accepted<T>(T value) ->
          assertThat(writer.apply(value)).isEqualTo(new String(bytes, UTF_8));
      case Decoded.Refused<T>(String reason) -> checkReason(reason);
    }
  }

  private static void checkReason(String reason) {
    assertThat(reason).isNotBlank().doesNotContain("\n").hasSizeLessThan(2_000);
  }

  private static void checkNames(String key) {
    ObjectName.parse(key)
        .ifPresent(
            name -> {
              assertThat(new ObjectKey(key)).hasToString(key);
              assertThat(
                      String.format(
                          Locale.ROOT,
                          "%s/%s-%012d-%04d.%s",
                          name.folder(),
                          name.stream(),
                          name.sequence(),
                          name.part(),
                          name.ending()))
                  .isEqualTo(key);
            });
    ManifestNames.parse(key).ifPresent(name -> assertThat(keyOf(name)).hasToString(key));
  }

  private static ObjectKey keyOf(Name name) {
    ManifestNames names = new ManifestNames(name.stream());
    return switch (name) {
      case ManifestNames.OfManifest manifest -> names.manifest(manifest.sequence());
      case ManifestNames.OfOrigin origin -> names.origin(origin.firstSequence());
      case ManifestNames.OfKey key -> names.key(key.id());
      case ManifestNames.OfSuccession succession ->
          names.succession(succession.successor(), succession.old());
    };
  }

  static List<byte[]> seeds() {
    ManifestNames names = new ManifestNames(StreamFixture.STREAM);
    OriginRecord origin =
        new OriginRecord(
            StreamFixture.STREAM,
            StreamFixture.TENANT,
            OriginRecord.Reason.MOVED,
            7,
            Optional.of(new OriginRecord.Previous(StreamFixture.STREAM, 6, Sha256.of(new byte[0]))),
            List.of(new OriginRecord.Elsewhere(1, 3)));
    Stream<String> texts =
        Stream.of(
            SampleManifest.PAYLOAD,
            OriginCodec.payload(origin),
            names.manifest(17).value(),
            names.origin(1).value(),
            names.key(SampleKeys.FIRST.key()).value(),
            names.succession(SampleKeys.SECOND.key(), SampleKeys.FIRST.key()).value(),
            "events/kind=QUERY/dt=2026-11-20/hour=14/6f6a6e3c52a1-000000000017-0002.ndjson.gz",
            new String(SampleKeys.FIRST.publicKey().encode(), UTF_8),
            new String(
                KeySuccession.sign(SampleKeys.SECOND.publicKey(), SampleKeys.FIRST).payload(),
                UTF_8));
    return Stream.concat(
            texts.map(text -> text.getBytes(UTF_8)),
            Stream.of(OriginCodec.sign(origin, SampleKeys.FIRST).encode()))
        .toList();
  }
}
