package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.event.EventKind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Places where something was done to objects of events. */
final class ObjectCases {
  private static final StreamFixture STREAM = SampleStreams.complete();

  /** Forty lines in two parts or more of one folder, gzip. */
  private static final String GZIP = object(9, 0);

  private static final String ANOTHER = object(1, 0);
  private static final String ZSTD = object(6, 0);
  private static final String PLAIN = object(8, 0);

  private ObjectCases() {}

  static Stream<PlaceCase> all() {
    return Stream.of(
        one("a byte flipped in a gzip object", "DAMAGED_OBJECT", GZIP, c -> c.flip(GZIP, 60)),
        one("a byte flipped in a zstd object", "DAMAGED_OBJECT", ZSTD, c -> c.flip(ZSTD, 40)),
        one("a byte flipped in a plain object", "ALTERED_OBJECT", PLAIN, c -> c.flip(PLAIN, 40)),
        one("half a gzip object", "DAMAGED_OBJECT", GZIP, c -> c.cut(GZIP, half(GZIP))),
        one("half a zstd object", "DAMAGED_OBJECT", ZSTD, c -> c.cut(ZSTD, half(ZSTD))),
        one("half a plain object", "ALTERED_OBJECT", PLAIN, c -> c.cut(PLAIN, half(PLAIN))),
        one("gzip members cut off", "ALTERED_OBJECT", GZIP, c -> c.cut(GZIP, firstMember(GZIP))),
        one("an emptied gzip object", "DAMAGED_OBJECT", GZIP, c -> c.cut(GZIP, 0)),
        one("an emptied zstd object", "DAMAGED_OBJECT", ZSTD, c -> c.cut(ZSTD, 0)),
        one("an emptied plain object", "ALTERED_OBJECT", PLAIN, c -> c.cut(PLAIN, 0)),
        one("a member appended", "ALTERED_OBJECT", GZIP, c -> c.append(GZIP, c.get(ANOTHER))),
        one("bytes behind gzip", "DAMAGED_OBJECT", GZIP, c -> c.append(GZIP, "x".getBytes(UTF_8))),
        one("zeros behind gzip", "DAMAGED_OBJECT", GZIP, c -> c.append(GZIP, new byte[512])),
        one("gzip in a zstd object", "DAMAGED_OBJECT", ZSTD, c -> c.copy(GZIP, ZSTD)),
        one("gzip behind zstd", "DAMAGED_OBJECT", ZSTD, c -> c.append(ZSTD, c.get(GZIP))),
        one("a frame to skip", "RECOMPRESSED", ZSTD, c -> c.append(ZSTD, skippable())),
        one(
            "half a frame to skip",
            "DAMAGED_OBJECT",
            ZSTD,
            c -> c.append(ZSTD, Arrays.copyOf(skippable(), 10))),
        one("nothing but a frame to skip", "ALTERED_OBJECT", ZSTD, c -> c.put(ZSTD, skippable())),
        PlaceCase.of("an event with a very long number", longNumber()),
        one("a line removed", "ALTERED_OBJECT", GZIP, c -> c.content(GZIP, ObjectCases::without)),
        one("a line repeated", "ALTERED_OBJECT", GZIP, c -> c.content(GZIP, t -> first(t) + t)),
        one("lines swapped", "ALTERED_OBJECT", GZIP, c -> c.content(GZIP, ObjectCases::swapped)),
        one(
            "an event rewritten",
            "ALTERED_OBJECT",
            GZIP,
            c -> c.content(GZIP, text -> text.replaceFirst("ann", "bob"))),
        one(
            "the last line feed removed",
            "ALTERED_OBJECT",
            GZIP,
            c -> c.content(GZIP, String::stripTrailing)),
        one("recompressed", "RECOMPRESSED", GZIP, c -> c.content(GZIP, text -> text)),
        one("replaced by an older one", "ALTERED_OBJECT", GZIP, c -> c.copy(ANOTHER, GZIP)),
        one("an object removed", "MISSING_OBJECT", GZIP, c -> c.remove(GZIP)),
        one("a further part", "EXTRA_OBJECT", part(9), c -> c.copy(GZIP, part(9))),
        one(
            "a copy in another folder",
            "EXTRA_OBJECT",
            otherHour(),
            c -> c.copy(GZIP, otherHour())),
        one("another compression", "EXTRA_OBJECT", plain(), c -> c.copy(GZIP, plain())),
        one("a stranger's file", "EXTRA_OBJECT", stranger(), c -> c.put(stranger(), "{}\n")),
        one("a stream unheard of", "EXTRA_OBJECT", unheard(), c -> c.put(unheard(), "{}\n")),
        one("a job far ahead", "EXTRA_OBJECT", job(12), c -> c.copy(GZIP, job(12))),
        one("the next job", "UNCOMMITTED", job(11), c -> c.copy(GZIP, job(11))),
        one("no folder of ours", "EXTRA_OBJECT", strange(), c -> c.copy(GZIP, strange())),
        PlaceCase.of(
            "two objects swapped",
            PlaceChange.of(STREAM).swap(GZIP, ANOTHER).objects(),
            "ALTERED_OBJECT " + GZIP,
            "ALTERED_OBJECT " + ANOTHER));
  }

  static String object(long sequence, int index) {
    return STREAM.manifest(sequence).objects().get(index).key().value();
  }

  private static PlaceCase one(
      String name, String code, String key, UnaryOperator<PlaceChange> change) {
    return PlaceCase.of(name, change.apply(PlaceChange.of(STREAM)).objects(), code + " " + key);
  }

  /** A frame of RFC 8878, section 3.1.2, with four bytes in it. */
  private static byte[] skippable() {
    return HexFormat.of().parseHex("502a4d180400000001020304");
  }

  /** It is behind the event's id. */
  private static SortedMap<String, byte[]> longNumber() {
    String id = "1\",\"number\":" + "9".repeat(5000) + ",\"text\":\"";
    return PlaceCases.newStream()
        .deliver(List.of(SampleEvent.at(EventKind.CUSTOM, id, "2026-11-20T14:05:00Z")))
        .place();
  }

  private static int half(String key) {
    return PlaceChange.of(STREAM).get(key).length / 2;
  }

  /** Where the second member begins: its header is that of the first. */
  private static int firstMember(String key) {
    byte[] bytes = PlaceChange.of(STREAM).get(key);
    String header = new String(bytes, 0, 10, ISO_8859_1);
    return new String(bytes, ISO_8859_1).indexOf(header, 1);
  }

  private static String first(String text) {
    return text.substring(0, text.indexOf('\n') + 1);
  }

  private static String without(String text) {
    return text.substring(first(text).length());
  }

  private static String swapped(String text) {
    String rest = without(text);
    return first(rest) + first(text) + without(rest);
  }

  private static String part(int part) {
    return GZIP.replace("-0001.", "-%04d.".formatted(part));
  }

  private static String job(int sequence) {
    return GZIP.replace("-000000000009-", "-%012d-".formatted(sequence));
  }

  private static String otherHour() {
    return GZIP.replace("hour=22", "hour=05");
  }

  private static String strange() {
    return job(11).replace("hour=", "hour ");
  }

  private static String plain() {
    return GZIP.replace(".gz", "");
  }

  private static String stranger() {
    return "events/kind=QUERY/_SUCCESS";
  }

  private static String unheard() {
    return GZIP.replace("6f6a6e3c52a1", "0123456789ab");
  }
}
