package dev.waybill.storage;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.io.ByteArrayOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The target of the fuzzer, on its seeds and on names that are right or almost right. */
class PathFuzzTest {
  @Test
  void seedsAreReadWell() {
    PathFuzz.seeds().forEach(PathFuzz::fuzzerTestOneInput);
  }

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  void namesAreReadWell(@ForAll("names") String name) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.write('1');
    input.writeBytes(name.getBytes(UTF_16BE));
    PathFuzz.fuzzerTestOneInput(input.toByteArray());
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> part =
        Arbitraries.oneOf(
            Arbitraries.of("/", "/", ".", "..", "s3://", "a", "B", "0", "-", "_", "=", " "),
            Arbitraries.of("\\", "\u0000", "\u001f", "\u007f", "\u0085", "\u00e9", "\u2028"),
            Arbitraries.of("\ud83d", "\ude00", "\ud83d\ude00", "x".repeat(64), "y".repeat(129)),
            Arbitraries.of("events", "tenant", "my.bucket", "c".repeat(510)));
    return part.list().ofMaxSize(7).map(parts -> String.join("", parts));
  }
}
