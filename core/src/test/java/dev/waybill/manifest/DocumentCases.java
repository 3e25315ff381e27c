package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Places where something was done to manifests and origin records. */
final class DocumentCases {
  private static final StreamFixture STREAM = SampleStreams.complete();
  private static final ManifestNames NAMES = STREAM.names();
  private static final String ORIGIN = NAMES.origin(1).value();

  /** Of a job without objects. */
  private static final String EMPTY = manifest(5);

  private DocumentCases() {}

  static Stream<PlaceCase> all() {
    return Stream.of(
        one("another number", "BAD_SIGNATURE", c -> c.text(EMPTY, t -> t.replace(":17", ":18"))),
        one("a count that fits nothing", "UNREADABLE", c -> edit(c, "\"count\":0", "\"count\":1")),
        one("another tenant", "BAD_SIGNATURE", c -> edit(c, "\"acme\"", "\"acne\"")),
        one("another stream", "MISPLACED", c -> edit(c, "6f6a6e3c", "6f6a6e3d")),
        one("another job", "UNREADABLE", c -> edit(c, "\"sequence\":5", "\"sequence\":6")),
        one("another version", "UNREADABLE", c -> edit(c, "\"version\":1", "\"version\":2")),
        one("a field more", "UNREADABLE", c -> edit(c, "\"filter\"", "\"note\":\"\",\"filter\"")),
        one(
            "a field twice",
            "UNREADABLE",
            c -> edit(c, "\"expired\":0", "\"expired\":0,\"expired\":0")),
        one("a field less", "UNREADABLE", c -> edit(c, ",\"expired\":0", "")),
        one("white space", "UNREADABLE", c -> edit(c, "\"version\":", "\"version\": ")),
        one("an escape", "UNREADABLE", c -> edit(c, "\"acme\"", "\"\\u0061cme\"")),
        one("another form of a number", "UNREADABLE", c -> edit(c, ":17,", ":17.0,")),
        one("other line ends", "UNREADABLE", c -> c.text(EMPTY, t -> t.replace("\n", "\r\n"))),
        one("a third line", "UNREADABLE", c -> c.text(EMPTY, t -> t + "\n")),
        one("no last line end", "UNREADABLE", c -> c.text(EMPTY, String::stripTrailing)),
        one("half a manifest", "UNREADABLE", c -> c.cut(EMPTY, 200)),
        one("an empty manifest", "UNREADABLE", c -> c.cut(EMPTY, 0)),
        one("padding", "UNREADABLE", c -> c.text(EMPTY, t -> t.strip() + "==\n")),
        one("no algorithm", "UNREADABLE", c -> header(c, "{\"alg\":\"none\",\"kid\":\"%s\"}")),
        one(
            "a longer header",
            "UNREADABLE",
            c -> header(c, "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"b\":1}")),
        one(
            "bits left over in the key's id",
            "UNREADABLE",
            c -> header(c, "{\"alg\":\"EdDSA\",\"kid\":\"" + KeyCases.withLeftOverBits() + "\"}")),
        one(
            "the year 0",
            "UNREADABLE",
            c -> edit(c, "\"scheduledAt\":\"2026", "\"scheduledAt\":\"0000")),
        one(
            "the year 10000",
            "UNREADABLE",
            c -> edit(c, "\"scheduledAt\":\"2026", "\"scheduledAt\":\"+10000")),
        one(
            "arrays in arrays",
            "UNREADABLE",
            c -> c.text(EMPTY, t -> "[".repeat(100_000) + t.substring(t.indexOf('\n')))),
        one("another manifest's signature", "BAD_SIGNATURE", DocumentCases::otherSignature),
        one("another stream's signature", "BAD_SIGNATURE", DocumentCases::strangersSignature),
        one("an origin record in its place", "UNREADABLE", c -> c.copy(ORIGIN, EMPTY)),
        swapped(),
        PlaceCase.of(
            "a manifest under another number",
            change().copy(manifest(3), manifest(99)).objects(),
            "MISPLACED " + manifest(99)),
        PlaceCase.of(
            "a file that is none of ours",
            change().put(manifest(3) + ".bak", "x").put("_waybill/note", "x").objects(),
            "UNKNOWN_OBJECT " + manifest(3) + ".bak",
            "UNKNOWN_OBJECT _waybill/note"),
        PlaceCase.of(
            "an edited origin record",
            change().text(ORIGIN, t -> t.replace("CREATED", "RESTORED")).objects(),
            "BAD_SIGNATURE " + ORIGIN),
        PlaceCase.of(
            "an origin record that is none",
            change().put(ORIGIN, "{}\n").objects(),
            "UNREADABLE " + ORIGIN),
        PlaceCase.of(
            "no origin record", change().remove(ORIGIN).objects(), "MISSING_ORIGIN " + ORIGIN),
        strangersStream());
  }

  static String manifest(long sequence) {
    return NAMES.manifest(sequence).value();
  }

  private static PlaceChange change() {
    return PlaceChange.of(STREAM);
  }

  /** Something done to the manifest of job 5. */
  private static PlaceCase one(String name, String code, UnaryOperator<PlaceChange> change) {
    return PlaceCase.of(
        "in a manifest: " + name, change.apply(change()).objects(), code + " " + EMPTY);
  }

  private static PlaceChange edit(PlaceChange change, String part, String by) {
    return change.text(EMPTY, text -> text.replace(part, by));
  }

  private static PlaceChange header(PlaceChange change, String header) {
    String changed = Base64Url.encode(header.formatted(SampleKeys.SECOND.key()).getBytes(US_ASCII));
    return change.text(
        EMPTY,
        text -> {
          int line2 = text.indexOf('\n') + 1;
          return text.substring(0, line2) + changed + text.substring(text.indexOf("..", line2));
        });
  }

  private static PlaceChange otherSignature(PlaceChange change) {
    return change.text(EMPTY, text -> line1(text) + line2(change, manifest(6)));
  }

  private static PlaceChange strangersSignature(PlaceChange change) {
    SignedDocument other =
        ManifestCodec.sign(
            StreamFixture.created(StreamFixture.OTHER_STREAM, StreamFixture.OTHER_TENANT)
                .deliver(List.of())
                .manifest(1),
            SampleKeys.SECOND);
    return change.text(EMPTY, text -> line1(text) + Decodings.line2(other));
  }

  private static String line1(String text) {
    return text.substring(0, text.indexOf('\n') + 1);
  }

  private static String line2(PlaceChange change, String key) {
    String text = new String(change.get(key), US_ASCII);
    return text.substring(text.indexOf('\n') + 1);
  }

  private static PlaceCase swapped() {
    List<String> report = new ArrayList<>();
    for (long sequence : new long[] {1, 3}) {
      report.add("MISPLACED " + manifest(sequence));
      STREAM.manifest(sequence).objects().forEach(o -> report.add("NOT_COVERED " + o.key()));
    }
    return PlaceCase.of(
        "two manifests swapped",
        change().swap(manifest(1), manifest(3)).objects(),
        report.toArray(String[]::new));
  }

  /** The documents of another tenant's stream, put under this one's id. */
  private static PlaceCase strangersStream() {
    StreamFixture stranger =
        StreamFixture.created(StreamFixture.OTHER_STREAM, StreamFixture.OTHER_TENANT);
    for (int job = 1; job < STREAM.nextSequence(); job++) {
      stranger.deliver(List.of());
    }
    SortedMap<String, byte[]> place = new TreeMap<>(STREAM.place());
    place.keySet().removeIf(key -> key.startsWith(ManifestNames.ROOT));
    List<String> report = new ArrayList<>();
    place.keySet().forEach(key -> report.add("NOT_COVERED " + key));
    stranger
        .place()
        .forEach(
            (key, bytes) -> {
              String here =
                  key.replace(
                      StreamFixture.OTHER_STREAM.toString(), StreamFixture.STREAM.toString());
              place.put(here, bytes);
              if (!here.contains("/keys/")) {
                report.add("MISPLACED " + here);
              }
            });
    return PlaceCase.of(
        "another tenant's stream in its place", place, report.toArray(String[]::new));
  }
}
