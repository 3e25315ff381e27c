package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.manifest.OriginRecord.Elsewhere;
import dev.waybill.manifest.OriginRecord.Reason;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Places where something was done to keys, or somebody else signed. */
final class KeyCases {
  /** Signed by the first key in jobs 1 to 3, by the second in 4 to 7, then by the third. */
  private static final StreamFixture STREAM = SampleStreams.complete();

  private static final ManifestNames NAMES = STREAM.names();
  private static final String FIRST = NAMES.key(SampleKeys.FIRST.key()).value();
  private static final String SECOND = NAMES.key(SampleKeys.SECOND.key()).value();
  private static final String SUCCESSION =
      NAMES.succession(SampleKeys.SECOND.key(), SampleKeys.FIRST.key()).value();

  private KeyCases() {}

  static Stream<PlaceCase> all() {
    SortedMap<String, byte[]> place = STREAM.place();
    return Stream.of(
        PlaceCase.of("no trusted key", place, distrusted(1, 10)).trusting(),
        PlaceCase.of("the second key alone is trusted", place, distrusted(1, 3))
            .trusting(SampleKeys.SECOND),
        PlaceCase.of("all keys are trusted", place)
            .trusting(SampleKeys.FIRST, SampleKeys.SECOND, SampleKeys.THIRD),
        PlaceCase.of("a key removed", change().remove(SECOND).objects(), "MISSING_KEY " + SECOND),
        PlaceCase.of(
            "a key replaced", change().copy(FIRST, SECOND).objects(), "MISPLACED " + SECOND),
        PlaceCase.of(
            "an edited key",
            change().text(SECOND, t -> t.replace("\"use\":\"sig\",", "")).objects(),
            "UNREADABLE " + SECOND),
        PlaceCase.of(
            "a succession removed", change().remove(SUCCESSION).objects(), distrusted(4, 10)),
        PlaceCase.of(
            "a succession that is none",
            change().put(SUCCESSION, "{}\n").objects(),
            and(distrusted(4, 10), "UNREADABLE " + SUCCESSION)),
        PlaceCase.of(
            "a succession by a stranger",
            change()
                .put(
                    SUCCESSION,
                    KeySuccession.sign(SampleKeys.SECOND.publicKey(), SampleKeys.THIRD).encode())
                .objects(),
            and(distrusted(4, 10), "MISPLACED " + SUCCESSION)),
        PlaceCase.of(
            "a forged succession",
            change().text(SUCCESSION, KeyCases::otherSignature).objects(),
            and(distrusted(4, 10), "BAD_SIGNATURE " + SUCCESSION)),
        PlaceCase.of("a key revoked from job 2 on", place, distrusted(2, 3))
            .trusting(SampleKeys.FIRST, SampleKeys.SECOND)
            .with("--revoked", SampleKeys.FIRST.key() + "@" + StreamFixture.STREAM + ":2"),
        PlaceCase.of("a key revoked from job 9 on, and from job 2 on", place, distrusted(2, 3))
            .trusting(SampleKeys.FIRST, SampleKeys.SECOND)
            .with(
                "--revoked",
                SampleKeys.FIRST.key() + "@" + StreamFixture.STREAM + ":2",
                "--revoked",
                SampleKeys.FIRST.key() + "@" + StreamFixture.STREAM + ":9"),
        PlaceCase.of("a revoked key, and its successors not given", place, distrusted(2, 10))
            .with("--revoked", SampleKeys.FIRST.key() + "@" + StreamFixture.STREAM + ":2"),
        PlaceCase.of("a key revoked in another stream", place, distrusted(1, 3))
            .trusting(SampleKeys.FIRST, SampleKeys.SECOND)
            .with("--revoked", SampleKeys.FIRST.key() + "@" + StreamFixture.OTHER_STREAM + ":2"),
        explainedByAKey("6f6a6e3c-52a1-ffff-8b1d-2f8a9c3e7d10", "as another stream's"),
        explainedByAKey("01234567-89ab-4c0e-8b1d-2f8a9c3e7d10", "of a stream"),
        PlaceCase.of(
            "bits left over in a key file's name",
            change()
                .put(FIRST.replace(SampleKeys.FIRST.key().value(), withLeftOverBits()), "x")
                .objects(),
            "UNKNOWN_OBJECT " + FIRST.replace(SampleKeys.FIRST.key().value(), withLeftOverBits())),
        noPoint(
            "a key that is no point",
            "0200000000000000000000000000000000000000000000000000000000000000"),
        noPoint(
            "a key that is zero on the wrong side",
            "0100000000000000000000000000000000000000000000000000000000000080"),
        noPoint(
            "a key beyond the field",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        stolenKey(8),
        stolenKey(7),
        keyReturned(),
        forgedManifest(),
        forgedOrigin());
  }

  private static PlaceChange change() {
    return PlaceChange.of(STREAM);
  }

  /** What is reported if these jobs were signed by a key that is not trusted. */
  private static String[] distrusted(long from, long to) {
    List<String> report = new ArrayList<>();
    if (from == 1) {
      report.add("UNTRUSTED_KEY " + NAMES.origin(1));
    }
    LongStream.rangeClosed(from, to)
        .forEach(
            sequence -> {
              report.add("UNTRUSTED_KEY " + NAMES.manifest(sequence));
              STREAM
                  .manifest(sequence)
                  .objects()
                  .forEach(o -> report.add("NOT_COVERED " + o.key()));
            });
    return report.toArray(String[]::new);
  }

  private static String[] and(String[] some, String more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  /** Names of objects have 12 digits of a stream's id, and anybody may put a public key. */
  private static PlaceCase explainedByAKey(String stream, String name) {
    String digits = stream.replace("-", "").substring(0, 12);
    String added =
        "events/kind=QUERY/dt=2026-11-20/hour=14/" + digits + "-000000000001-9999.ndjson";
    String key = new ManifestNames(UUID.fromString(stream)).key(SampleKeys.FIRST.key()).value();
    return PlaceCase.of(
        "an object named " + name + " of which there is a key alone",
        change().copy(FIRST, key).put(added, "{}\n").objects(),
        "EXTRA_OBJECT " + added);
  }

  private static String otherSignature(String succession) {
    String line1 = succession.substring(0, succession.indexOf('\n') + 1);
    return line1 + Decodings.line2(SignedDocument.sign("{}", SampleKeys.FIRST));
  }

  /** An id like that of the second key, but that a bit is set that is none of its 256. */
  static String withLeftOverBits() {
    String id = SampleKeys.SECOND.key().value();
    return id.substring(0, id.length() - 1) + "l";
  }

  /** A key file with the right id of 32 bytes that are no key. */
  private static PlaceCase noPoint(String name, String bytes) {
    String x = Base64Url.encode(HexFormat.of().parseHex(bytes));
    String thumbprint = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
    String id = Base64Url.encode(Digests.sha256().digest(thumbprint.getBytes(US_ASCII)));
    String key = NAMES.key(new KeyId(id)).value();
    String jwk =
        SampleKeys.FIRST
            .publicKey()
            .jwk()
            .replace(SampleKeys.FIRST.key().value(), id)
            .replaceFirst("\"x\":\".*\"", "\"x\":\"" + x + "\"");
    return PlaceCase.of(name, change().put(key, jwk + "\n").objects(), "UNREADABLE " + key);
  }

  /** The second key signed that jobs 4 and 5 are elsewhere, and was revoked from a job on. */
  private static PlaceCase stolenKey(long from) {
    StreamFixture moved = SampleStreams.movedAndBack();
    List<String> report = new ArrayList<>(List.of("NOT_COVERED " + NAMES.origin(6)));
    for (long job = from; job <= 7; job++) {
      report.add("UNTRUSTED_KEY " + NAMES.manifest(job));
      moved.manifest(job).objects().forEach(o -> report.add("NOT_COVERED " + o.key()));
    }
    return PlaceCase.of(
            "a key that excuses jobs, revoked from job " + from + " on",
            moved.place(0),
            report.toArray(String[]::new))
        .with("--revoked", SampleKeys.SECOND.key() + "@" + StreamFixture.STREAM + ":" + from);
  }

  private static PlaceCase keyReturned() {
    StreamFixture stream =
        PlaceCases.newStream()
            .deliver(List.of())
            .keyChanged(SampleKeys.SECOND)
            .deliver(List.of())
            .keyChanged(SampleKeys.FIRST)
            .deliver(List.of());
    return PlaceCase.of(
        "a key that came back", stream.place(), "KEY_RETURNED " + NAMES.manifest(3));
  }

  /** Somebody with a key of his own adds a job. */
  private static PlaceCase forgedManifest() {
    StreamFixture stream = PlaceCases.newStream().deliver(SampleStreams.usual(1));
    SignedDocument forged =
        ManifestCodec.sign(stream.manifest(List.of(), 0, 0, 0), SampleKeys.THIRD);
    return PlaceCase.of(
        "a job added with another key",
        PlaceChange.of(stream)
            .put(NAMES.manifest(2).value(), forged.encode())
            .put(NAMES.key(SampleKeys.THIRD.key()).value(), SampleKeys.THIRD.publicKey().encode())
            .objects(),
        "UNTRUSTED_KEY " + NAMES.manifest(2));
  }

  /** Somebody with a key of his own removes jobs 1 to 3 and says that they are elsewhere. */
  private static PlaceCase forgedOrigin() {
    OriginRecord record =
        new OriginRecord(
            StreamFixture.STREAM,
            StreamFixture.TENANT,
            Reason.MOVED,
            4,
            Optional.empty(),
            List.of(new Elsewhere(1, 3)));
    PlaceChange change =
        change()
            .put(NAMES.origin(4).value(), OriginCodec.sign(record, SampleKeys.FIRST).encode())
            .text(NAMES.origin(4).value(), KeyCases::otherSignature);
    LongStream.rangeClosed(1, 3)
        .forEach(
            sequence -> {
              change.remove(NAMES.manifest(sequence).value());
              STREAM.manifest(sequence).objects().forEach(o -> change.remove(o.key().value()));
            });
    return PlaceCase.of(
        "jobs removed, and an origin record forged",
        change.objects(),
        "BAD_SIGNATURE " + NAMES.origin(4),
        "MISSING_MANIFEST " + NAMES.manifest(1));
  }
}
