package dev.waybill.server.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every threat has a test that shows what stops it, or says that nothing does. */
class ThreatModelTest {
  private static final Path FILE = Documents.ROOT.resolve("docs/threat-model.md");
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))\\.([a-z]\\w*)`");
  private static final Pattern METHOD = Pattern.compile("\\bvoid ([a-z]\\w*)\\(");
  private static final String NOT_STOPPED = "not stopped";

  @Test
  void namesTestsThatThereAre() throws IOException {
    Set<String> existing = tests();
    List<String> missing =
        NAMED
            .matcher(Documents.text(FILE))
            .results()
            .map(test -> test.group(1) + "." + test.group(2))
            .filter(test -> !existing.contains(test))
            .toList();

    assertThat(missing)
        .as("docs/threat-model.md names tests that are not there: give it their new names")
        .isEmpty();
  }

  @Test
  void hasATestForEveryThreat() {
    List<String> threats = rows("Who, and what then");

    assertThat(threats).hasSizeGreaterThan(30);
    assertThat(
            threats.stream()
                .filter(row -> !NAMED.matcher(row).find() && !row.endsWith(NOT_STOPPED + " |")))
        .as("name a test in the last column, or write: " + NOT_STOPPED)
        .isEmpty();
  }

  @Test
  void hasATestForEachOfTheTopTen() {
    List<String> risks = rows("OWASP API Security Top 10 (2023)");

    assertThat(risks.stream().map(row -> row.split("\\|", -1)[1].strip()))
        .isEqualTo(IntStream.rangeClosed(1, 10).mapToObj(number -> "API" + number).toList());
    assertThat(risks).allMatch(row -> NAMED.matcher(row).find());
  }

  /** The table below a heading, without its head. */
  private static List<String> rows(String heading) {
    String text = Documents.text(FILE);
    Matcher section =
        Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(?=^## )").matcher(text);
    assertThat(section.find()).as(heading).isTrue();
    List<String> rows = section.group(1).lines().filter(line -> line.startsWith("|")).toList();
    return rows.subList(2, rows.size());
  }

  /** Such as {@code IsolationIT.aRevokedKeyIsAsGoodAsNone}, in all modules. */
  private static Set<String> tests() throws IOException {
    var found = new TreeSet<String>();
    for (Path file : sources()) {
      String type = String.valueOf(file.getFileName()).replace(".java", "");
      Matcher methods = METHOD.matcher(Documents.text(file));
      found.addAll(
          methods
              .results()
              .map(method -> type + "." + method.group(1))
              .collect(Collectors.toSet()));
    }
    return found;
  }

  private static List<Path> sources() throws IOException {
    var sources = new ArrayList<Path>();
    try (Stream<Path> modules = Files.list(Documents.ROOT)) {
      for (Path tests : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(tests)) {
          try (Stream<Path> files = Files.walk(tests)) {
            sources.addAll(files.filter(file -> file.toString().endsWith(".java")).toList());
          }
        }
      }
    }
    return sources;
  }
}
