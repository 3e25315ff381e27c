package dev.waybill.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** The targets of the fuzzer, on their seeds and on inputs that are right or almost right. */
class IngestFuzzTest {
  private static final int SHORT = 100;
  private static final byte[] BAD = {'{', '}', '[', ']', ',', ':', '"', '\\', '\n', 0, ' ', 'u'};

  @Test
  void seedsAreReadWell() {
    IngestFuzz.seeds().forEach(IngestFuzz::fuzzerTestOneInput);
    TimeFuzz.seeds().forEach(TimeFuzz::fuzzerTestOneInput);
  }

  @Test
  void everyCutOfASeedIsReadWell() {
    for (byte[] seed : IngestFuzz.seeds()) {
      for (int length = 0; length < seed.length; length++) {
        IngestFuzz.fuzzerTestOneInput(Arrays.copyOf(seed, length));
      }
    }
  }

  @Test
  void shortSeedsAreReadWellWithAnyByteAtAnyPlace() {
    IngestFuzz.seeds().stream()
        .filter(seed -> seed.length <= SHORT)
        .forEach(seed -> withAnyByte(seed, IngestFuzz::fuzzerTestOneInput));
    TimeFuzz.seeds().forEach(seed -> withAnyByte(seed, TimeFuzz::fuzzerTestOneInput));
  }

  private static void withAnyByte(byte[] seed, Consumer<byte[]> target) {
    for (int at = 0; at < seed.length; at++) {
      for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
        byte[] changed = seed.clone();
        changed[at] = (byte) value;
        target.accept(changed);
      }
    }
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void eventsAreReadWell(@ForAll("requests") String request) {
    IngestFuzz.fuzzerTestOneInput(request.getBytes(UTF_8));
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void eventsWithOneByteChangedAreReadWell(
      @ForAll("requests") String request, @ForAll int place, @ForAll byte any, @ForAll int which) {
    byte[] input = request.getBytes(UTF_8);
    int at = 1 + Math.floorMod(place, input.length - 1);
    input[at] = (which & 3) == 0 ? any : BAD[Math.floorMod(which, BAD.length)];
    IngestFuzz.fuzzerTestOneInput(input);
  }

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  void timesAreReadWell(@ForAll("times") String time) {
    TimeFuzz.fuzzerTestOneInput(time.getBytes(UTF_8));
  }

  @Provide
  Arbitrary<String> requests() {
    Arbitrary<List<String>> events = events().list().ofMinSize(1).ofMaxSize(4);
    return Combinators.combine(Arbitraries.chars().range('0', '?'), events)
        .as(
            (way, all) ->
                (way & 1) == 0
                    ? way + String.join("\n", all)
                    : way + "[" + String.join(",", all) + "]");
  }

  private static Arbitrary<String> events() {
    return fields()
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(fields -> "{" + String.join(",", fields) + "}");
  }

  private static Arbitrary<String> fields() {
    Arbitrary<String> any =
        Arbitraries.of(
            "null",
            "true",
            "5",
            "-0",
            "1.50",
            "1e400",
            "\"\"",
            "\"\\u0041\"",
            "\"\\u001F\\n\u2028\"",
            "\"\ud83d\ude00\"",
            "{}",
            "[]",
            "[[{\"a\":[1]}]]",
            "{\"a\":1,\"\\u0061\":2}",
            "{\"eventTime\":1,\"receivedTime\":2}");
    return Arbitraries.frequencyOf(
        Tuple.of(3, field("eventKind", "\"QUERY\"", "\"SYSTEM\"", "\"CUSTO\\u004d\"", "\"x\"")),
        Tuple.of(2, field("eventName", "\"a\"", "\"b:QueryAudit\"", "\"c:QueryAudit\\\"\"")),
        Tuple.of(2, field("eventType", "\"LOGIN\"")),
        Tuple.of(1, field("eventID", "\"7\"", "\"" + "\u00e9".repeat(128) + "\"")),
        Tuple.of(1, field("eventID", "\"" + "x".repeat(129) + "\"")),
        Tuple.of(1, field("eventTime", "1795179600123", "\"2026-11-20T14:00:00Z\"", "-5")),
        Tuple.of(1, field("eventTimeSupplied", "0", "\"2026-11-20t14:00:00.5-23:59\"", "\"x\"")),
        Tuple.of(1, field("eventSource", "\"shop\"", "\"Waybill\"", "\"a\\\\\"")),
        Tuple.of(1, field("eventDetails", "{\"query\":\"\\t\"}", "\"text\"", "[1, \"\\\"\"]")),
        Tuple.of(1, field("clientID", "\"acme\"", "\"ac\\u006de\"", "\"globex\"")),
        Tuple.of(1, field("receivedTime", "1", "{\"a\":[]}")),
        Tuple.of(1, field("category", "\"LOCK\"", "\"\\n\"")),
        Tuple.of(
            2,
            Combinators.combine(
                    Arbitraries.of(IngestFuzz.WORDS.stream().filter(w -> w.endsWith(":")).toList()),
                    any)
                .as((key, value) -> key + value)),
        Tuple.of(
            2,
            Combinators.combine(Arbitraries.strings().alpha().ofMaxLength(3), any)
                .as((key, value) -> "\"" + key + "\" : " + value)));
  }

  private static Arbitrary<String> field(String key, String... values) {
    return Arbitraries.of(values).map(value -> "\"" + key + "\":" + value);
  }

  @Provide
  Arbitrary<String> times() {
    Arbitrary<String> two =
        Arbitraries.integers().between(0, 61).map(i -> String.format("%02d", i));
    Arbitrary<String> date =
        Combinators.combine(
                Arbitraries.integers().between(0, 9999),
                Arbitraries.integers().between(0, 13),
                Arbitraries.integers().between(0, 32))
            .as((year, month, day) -> String.format("%04d-%02d-%02d", year, month, day));
    Arbitrary<String> hour =
        Arbitraries.integers().between(0, 24).map(i -> String.format("%02d", i));
    Arbitrary<String> fraction =
        Arbitraries.strings().numeric().ofMaxLength(12).map(digits -> "." + digits);
    Arbitrary<String> zone =
        Arbitraries.oneOf(
            Arbitraries.of("Z", "z", "", "+0100", "Z "),
            Combinators.combine(Arbitraries.of("+", "-"), hour, two)
                .as((s, h, m) -> s + h + ":" + m));
    return Combinators.combine(
            date,
            Arbitraries.of("T", "t", " ", "_"),
            hour,
            two,
            two,
            Arbitraries.oneOf(fraction, Arbitraries.of("", "", ".")),
            zone)
        .as((d, t, h, m, s, f, z) -> d + t + h + ":" + m + ":" + s + f + z);
  }
}
