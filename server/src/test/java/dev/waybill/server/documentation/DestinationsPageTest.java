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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class DestinationsPageTest {
  private static final String PAGE = "docs/destinations.md";
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
  private static final Pattern CREATION = Pattern.compile("`(create:[A-Za-z0-9:]+)`");

  /** The command line's kinds; its GraphQlDocumentsTest shows that each has a mutation. */
  private static final List<String> KINDS =
      List.of(
          "create:s3:accessKey",
          "create:s3:assumedRole",
          "create:adls:sasToken",
          "create:adls:entraApp",
          "create:gcs",
          "create:gcs:serviceAccountKey",
          "create:directory");

  @Test
  void namesTestsThatThereAre() throws IOException {
    assertThat(tests()).containsAll(found(TEST)).isNotEmpty();
    assertThat(found(TEST)).hasSizeGreaterThan(10);
  }

  @Test
  void hasEveryKindInItsTable() {
    List<String> rows = text().lines().filter(line -> line.startsWith("| ")).toList();

    for (String kind : KINDS) {
      assertThat(rows).as(kind).anyMatch(row -> row.contains("`" + kind + "`"));
    }
    assertThat(KINDS).containsAll(found(CREATION));
  }

  @Test
  void showsGraphQlThatTheSchemaAllows() throws IOException {
    var types = new TypeDefinitionRegistry();
    for (Resource file :
        new PathMatchingResourcePatternResolver().getResources("classpath:graphql/*.graphqls")) {
      types.merge(new SchemaParser().parse(file.getContentAsString(UTF_8)));
    }
    GraphQLSchema schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(types);
    List<String> snippets =
        Pattern.compile("(?ms)^ *```graphql\n(.*?)^ *```$")
            .matcher(text())
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(snippets).isNotEmpty();
    for (String document : snippets) {
      var input = ExecutionInput.newExecutionInput(document).build();
      assertThat(ParseAndValidate.parseAndValidate(schema, input).getErrors())
          .as(document)
          .isEmpty();
    }
  }

  private static Set<String> found(Pattern pattern) {
    var found = new HashSet<String>();
    pattern.matcher(text()).results().forEach(match -> found.add(match.group(1)));
    return found;
  }

  private static String text() {
    return Documents.text(Documents.ROOT.resolve(PAGE));
  }

  private static Set<String> tests() throws IOException {
    var names = new HashSet<String>();
    for (String module : List.of("core", "stores", "server", "cli")) {
      try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(module).resolve("src/test"))) {
        files.forEach(file -> names.add(String.valueOf(file.getFileName()).replace(".java", "")));
      }
    }
    return names;
  }
}
