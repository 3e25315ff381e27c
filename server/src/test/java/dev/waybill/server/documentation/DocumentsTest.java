package dev.waybill.server.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.dataformat.yaml.YAMLMapper;

class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern TEST = Pattern.compile("-Dtest=(\\w+)");
  private static final Path DECISIONS = Documents.ROOT.resolve("docs/decisions");

  @Test
  void linkToWhatIsThere() {
    var broken = new ArrayList<String>();
    for (Path document : Documents.all()) {
      for (String link : find(LINK, Documents.text(document))) {
        if (!ELSEWHERE.matcher(link).matches() && !leadsSomewhere(document, link)) {
          broken.add(Documents.ROOT.relativize(document) + " -> " + link);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void nameTestsThatThereAre() throws IOException {
    Set<String> named = new HashSet<>();
    Documents.all().forEach(document -> named.addAll(find(TEST, Documents.text(document))));

    assertThat(named).isNotEmpty();
    assertThat(javaFiles()).containsAll(named);
  }

  @Test
  void listEveryDecisionOnceUnderANumberOfItsOwn() throws IOException {
    List<String> files;
    try (Stream<Path> decisions = Files.list(DECISIONS)) {
      files =
          decisions
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> !name.equals("README.md"))
              .sorted()
              .toList();
    }

    assertThat(files)
        .allMatch(name -> name.matches("\\d{4}-[a-z0-9-]+\\.md"))
        .doesNotHaveDuplicates();
    assertThat(files.stream().map(name -> name.substring(0, 4))).doesNotHaveDuplicates();
    assertThat(find(LINK, Documents.text(DECISIONS.resolve("README.md")))).isEqualTo(files);
    for (String file : files) {
      assertThat(Documents.text(DECISIONS.resolve(file)))
          .startsWith("# " + Integer.parseInt(file.substring(0, 4)) + ". ");
    }
  }

  @Test
  void showForwardersTheirFilesAsYaml() {
    for (String file : List.of("fluent-bit.yaml", "vector.yaml")) {
      String text = Documents.text(Documents.ROOT.resolve("docs/forwarders").resolve(file));

      assertThat(new YAMLMapper().readTree(text).isObject()).as(file).isTrue();
    }
  }

  @Test
  void showGraphQlThatTheSchemaAllows() throws IOException {
    var types = new TypeDefinitionRegistry();
    for (Resource file :
        new PathMatchingResourcePatternResolver().getResources("classpath:graphql/*.graphqls")) {
      types.merge(new SchemaParser().parse(file.getContentAsString(UTF_8)));
    }
    GraphQLSchema schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(types);

    for (String document : Documents.blocks("docs/api.md", "graphql")) {
      var input = ExecutionInput.newExecutionInput(document).build();
      assertThat(ParseAndValidate.parseAndValidate(schema, input).getErrors())
          .as(document)
          .isEmpty();
    }
  }

  private static boolean leadsSomewhere(Path document, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1 || anchors(Documents.text(target)).contains(parts[1]));
  }

  /** As GitHub makes them. */
  private static Set<String> anchors(String text) {
    return find(HEADING, text).stream()
        .map(
            heading ->
                heading
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static Set<String> javaFiles() throws IOException {
    var names = new HashSet<String>();
    try (Stream<Path> modules = Files.list(Documents.ROOT)) {
      for (Path tests : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(tests)) {
          try (Stream<Path> files = Files.walk(tests)) {
            files.forEach(
                file -> names.add(String.valueOf(file.getFileName()).replace(".java", "")));
          }
        }
      }
    }
    return names;
  }
}
