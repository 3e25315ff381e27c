package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.integration.ConnectionTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every code that a failure or a warning of S3 or Azure can have is in a table of the
 * documentation.
 */
class FailuresAreDocumentedTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "waybill", "stores");
  private static final Path TESTS =
      Path.of("..", "core", "src", "main", "java", "dev", "waybill", "integration");
  private static final Path PAGE = Path.of("..", "docs", "storage.md");
  private static final Pattern CODE_OF_JAVA = Pattern.compile("\"([A-Z][A-Z_]{3,})\"");
  private static final Pattern CODE_OF_TABLE = Pattern.compile("`([A-Z]+(?:_[A-Z]+)*)`");

  @Test
  void everyCodeIsInATable() throws IOException {
    Set<String> codes = new TreeSet<>(Set.of("NAME_TAKEN"));
    for (Path folder :
        List.of(
            SOURCES,
            SOURCES.resolve("s3"),
            SOURCES.resolve("azure"),
            SOURCES.resolve("directory"),
            SOURCES.resolve("gcs"),
            SOURCES.resolve("endpoint"),
            TESTS)) {
      codes.addAll(codesIn(folder));
    }
    codes.remove(ConnectionTest.SUCCESS);

    assertThat(codes)
        .contains("ACCESS_DENIED", "ENDPOINT_NOT_ALLOWED", ConnectionTest.NEW_ACCESS_KEY_REFUSED)
        .hasSizeGreaterThan(30);
    assertThat(documented()).containsAll(codes);
  }

  private static Set<String> codesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> codes = new TreeSet<>();
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        codes.addAll(groups(CODE_OF_JAVA, Files.readString(file)));
      }
      return codes;
    }
  }

  private static Set<String> documented() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", 3)[1])
        .flatMap(cell -> groups(CODE_OF_TABLE, cell).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }
}
