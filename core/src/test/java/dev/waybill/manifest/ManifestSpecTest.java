package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.format.Compression;
import dev.waybill.storage.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples and test vectors of docs/spec/manifest-v1.md are what the code makes. */
class ManifestSpecTest {
  private static final StreamFixture EXAMPLE =
      StreamFixture.created(StreamFixture.STREAM, StreamFixture.TENANT)
          .with(SampleDelivery.USUAL.compressed(Compression.NONE))
          .deliver(
              List.of(
                  SampleEvent.at(EventKind.CUSTOM, "1", "2026-11-20T14:01:00Z"),
                  SampleEvent.at(EventKind.CUSTOM, "2", "2026-11-20T14:30:00Z")))
          .keyChanged(SampleKeys.SECOND)
          .deliver(List.of())
          .movedTo(1);

  static Map<String, String> blocks() {
    ManifestNames names = EXAMPLE.names();
    KeyId first = SampleKeys.FIRST.key();
    String manifest1 = text(0, names.manifest(1));
    String line1 = manifest1.substring(0, manifest1.indexOf('\n'));
    String line2 = manifest1.substring(manifest1.indexOf('\n') + 1).strip();
    return Map.of(
        "key", text(0, names.key(first)),
        "origin", text(0, names.origin(1)),
        "content", text(0, EXAMPLE.manifest(1).objects().getFirst().key()),
        "manifest-1", manifest1,
        "signing-input",
            line2.substring(0, line2.indexOf("..") + 1)
                + Base64Url.encode(line1.getBytes(UTF_8))
                + "\n",
        "succession", text(0, names.succession(SampleKeys.SECOND.key(), first)),
        "manifest-2", text(0, names.manifest(2)),
        "moved", text(1, names.origin(3)),
        "merkle", merkle(),
        "filter", filters());
  }

  static Stream<String> names() {
    return blocks().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void showsWhatTheCodeMakes(String name) {
    assertThat(block(name)).isEqualTo(blocks().get(name));
  }

  @Test
  void namesTheObjectsOfTheExample() {
    assertThat(specification())
        .contains(EXAMPLE.manifest(1).objects().getFirst().key().value())
        .contains(EXAMPLE.names().origin(1).value())
        .contains(EXAMPLE.names().origin(3).value())
        .contains(EXAMPLE.names().manifest(1).value())
        .contains(EXAMPLE.names().manifest(2).value())
        .contains(
            EXAMPLE.names().succession(SampleKeys.SECOND.key(), SampleKeys.FIRST.key()).value());
  }

  private static String text(int place, ObjectKey key) {
    byte[] bytes = EXAMPLE.place(place).get(key.value());
    return new String(Objects.requireNonNull(bytes, key.value()), UTF_8);
  }

  private static String merkle() {
    return IntStream.rangeClosed(0, MerkleTreeTest.LEAVES.size())
        .mapToObj(
            leaves -> {
              MerkleTree tree = new MerkleTree();
              for (String leaf : MerkleTreeTest.LEAVES.subList(0, leaves)) {
                byte[] bytes = HexFormat.of().parseHex(leaf);
                tree.append(bytes, 0, bytes.length);
                tree.endLeaf();
              }
              return leaves + " " + tree.root() + "\n";
            })
        .collect(Collectors.joining());
  }

  private static String filters() {
    return filter(Set.of(EventKind.SYSTEM, EventKind.QUERY), Set.of())
        + filter(Set.of(), Set.of("LOCK", "AUTH"))
        + filter(Set.of(EventKind.SYSTEM), Set.of("é\u0001\"\\/\n", "Z"));
  }

  private static String filter(Set<EventKind> kinds, Set<String> categories) {
    return SelectionHash.json(kinds, categories)
        + "\n"
        + SelectionHash.of(kinds, categories).orElseThrow()
        + "\n";
  }

  /** What section 6 says that a verifier reports. */
  static List<String> codes() {
    List<String> codes =
        Pattern.compile("(?m)^\\| (`[A-Z_`, ]+`) \\| (?:finding|warning|note) \\|")
            .matcher(specification())
            .results()
            .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", ")))
            .toList();
    assertThat(codes).hasSize(26);
    return codes;
  }

  private static String block(String name) {
    Matcher block =
        Pattern.compile("(?ms)^```[a-z]+ " + name + "\n(.*?)^```$").matcher(specification());
    assertThat(block.find()).as("a block %s", name).isTrue();
    return block.group(1);
  }

  private static String specification() {
    try {
      return Files.readString(Path.of("..", "docs", "spec", "manifest-v1.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
