package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretSearchTest {
  private static final String SECRET = "Hush/hush+\"quietly\"=1";

  private final SecretSearch search = new SecretSearch().add("the secret", SECRET);

  static Stream<String> forms() {
    byte[] bytes = SECRET.getBytes(UTF_8);
    return Stream.of(
        SECRET,
        "Hush%2Fhush%2B%22quietly%22%3D1",
        "Hush\\/hush+\\\"quietly\\\"=1",
        HexFormat.of().formatHex(bytes),
        HexFormat.of().withUpperCase().formatHex(bytes),
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().encodeToString(bytes),
        Base64.getEncoder().encodeToString(("a" + SECRET + "b").getBytes(UTF_8)),
        Base64.getEncoder().encodeToString(("user:" + SECRET + "more").getBytes(UTF_8)),
        Base64.getEncoder().encodeToString(("xyz" + SECRET).getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void findsEveryForm(String form) {
    assertThat(search.in("here", "before " + form + " after"))
        .isNotEmpty()
        .allMatch("the secret in here"::equals);
  }

  @Test
  void findsNothingElse() {
    assertThat(search.in("here", "Hush, hush!")).isEmpty();
  }

  @Test
  void looksIntoAllFilesButTheKeys(@TempDir Path folder) throws IOException {
    Path below = Files.createDirectories(folder.resolve("a/b"));
    Path key = Files.writeString(folder.resolve("key"), SECRET);
    Files.writeString(below.resolve("file"), "x" + SECRET);

    assertThat(search.below(folder, Set.of(key)))
        .containsOnly("the secret in " + below.resolve("file"));
  }
}
