package dev.waybill.server.graphql;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.IntrospectionQuery;
import graphql.introspection.IntrospectionQueryBuilder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests that ask for too much at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestLimitsTest {
  private static final String ID = "6d8a4fd6-97d5-45d7-a8f7-000000000000";

  private final ApiFixture api;

  RequestLimitsTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterAll
  void close() {
    api.close();
  }

  static Stream<Arguments> tooMuch() {
    String export = "exportConfiguration(id: \"" + ID + "\")";
    return Stream.of(
        refused(
            "one list under many names",
            "{" + times(101, i -> "a" + i + ": getAllExportConfigurations { id } ") + "}",
            "more than 100 fields at its top"),
        refused(
            "many fields at the top by fragments",
            "{ ...f ...g } fragment f on Query {"
                + times(60, i -> "a" + i + ": storageIntegrations { id } ")
                + "} fragment g on Query {"
                + times(60, i -> "b" + i + ": storageIntegrations { id } ")
                + "}",
            "more than 100 fields at its top"),
        refused(
            "many mutations",
            "mutation {"
                + times(51, i -> "a" + i + ": runExportConfiguration(id: \"" + ID + "\") { id } ")
                + "}",
            "more than 50 fields at its top"),
        refused(
            "one field again and again",
            "{" + export + "{" + times(101, i -> "a" + i + ": name ") + "} }",
            "more than 100 times one field"),
        refused(
            "whole lists with much in them",
            "{"
                + times(
                    20,
                    i ->
                        "a"
                            + i
                            + ": getAllExportConfigurations {"
                            + times(30, j -> "b" + j + ": id ")
                            + "} ")
                + "}",
            "more than 50000 as its cost"),
        refused(
            "large pages",
            "{"
                + times(
                    17,
                    i ->
                        "a"
                            + i
                            + ": exportJobs(configurationId: \""
                            + ID
                            + "\" first: 100) { nodes {"
                            + times(30, j -> "b" + j + ": id ")
                            + "} } ")
                + "}",
            "more than 50000 as its cost"),
        refused(
            "fragments that multiply",
            "{"
                + times(50, i -> "a" + i + ":" + export + "{ ...f } ")
                + "} fragment f on ExportConfiguration {"
                + times(50, i -> "a" + i + ": connectionTest { ...g } ")
                + "} fragment g on ConnectionTest {"
                + times(50, i -> "a" + i + ": code ")
                + "}",
            "more than 50000 as its cost"),
        refused("too deep", "{ a".repeat(17) + "}".repeat(17), "more than 16 fields within fields"),
        refused("many tokens", "{" + " id".repeat(10_001) + "}", "10,000"),
        refused("much text", "#" + "x".repeat(1 << 18) + "\n{ __typename }", "262,144"),
        refused("much white space", " ".repeat(100_001) + "{ __typename }", "100,000"),
        refused("deep nesting", "{a".repeat(300) + "}".repeat(300), "200"),
        refused(
            "introspection in bad faith",
            "{ __schema { types "
                + "{ fields { type ".repeat(4)
                + "{ name }"
                + "} }".repeat(4)
                + " } }",
            "good faith"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tooMuch")
  void isRefusedInOneClearLine(String what, String document, String words) {
    JsonNode error = api.tenant().error(document);

    assertThat(error.at("/extensions/code").asString()).as(what).isEqualTo("BAD_REQUEST");
    assertThat(error.path("message").asString())
        .contains(words)
        .doesNotContain("Denial Of Service")
        .hasLineCount(1);
  }

  @Test
  void isRefusedWithAPageSizeInAVariableToo() {
    String document =
        "query($n: Int!) {"
            + times(
                17,
                i ->
                    "a"
                        + i
                        + ": exportJobs(configurationId: \""
                        + ID
                        + "\" first: $n) { nodes {"
                        + times(30, j -> "b" + j + ": id ")
                        + "} } ")
            + "}";

    assertThat(api.tenant().error(document, Map.of("n", 100)).path("message").asString())
        .contains("more than 50000 as its cost");
    assertThat(api.tenant().post(document, Map.of("n", 1), Map.of()).path("errors").values())
        .allMatch(error -> error.at("/extensions/code").asString().equals("NOT_FOUND"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }",
        "{ ...nothing }",
        "fragment a on Query { storageIntegrations { id } }",
        "{ unknown { of { any { kind } } } }",
        "subscription { any }"
      })
  void leavesWhatIsWrongToTheOneWhoChecksIt(String document) {
    JsonNode errors = api.tenant().post(document, Map.of(), Map.of()).path("errors");

    assertThat(errors.values()).isNotEmpty();
    assertThat(errors.values())
        .allMatch(error -> error.at("/extensions/code").asString().equals("BAD_REQUEST"));
  }

  @Test
  void doesNotChokeOnDirectives() {
    JsonNode errors =
        api.tenant()
            .post("{ storageIntegrations " + "@x".repeat(4_000) + " { id } }", Map.of(), Map.of())
            .path("errors");

    assertThat(errors.size()).isBetween(1, 101);
    assertThat(errors.get(0).at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
  }

  @Test
  void saysInOneLineWhatIsWrongWithAHugeVariable() {
    Map<String, ?> data =
        Map.of("interval", "EVERY_HOUR", "eventKinds", Collections.nCopies(90_000, "OTHER"));

    JsonNode error =
        api.tenant()
            .error(
                "mutation($data: CreateDirectoryExportConfigurationInput!) {"
                    + " createDirectoryExportConfiguration(data: $data) { id } }",
                Map.of("data", data));

    assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(error.path("message").asString().length()).isLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exportJobs(configurationId: \"x\" first: %d)",
        "exportBackfills(configurationId: \"x\" first: %d)",
        "exportBackfillJobs(backfillId: \"x\" first: %d)",
        "redeliveries(configurationId: \"x\" first: %d)"
      })
  void everyPagedListTakesOneToAHundred(String list) {
    for (int first : new int[] {0, -1, 101, Integer.MAX_VALUE}) {
      JsonNode error =
          api.tenant().error("{ " + list.formatted(first) + " { pageInfo { hasNextPage } } }");
      assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
      assertThat(error.at("/extensions/field").asString()).isEqualTo("first");
      assertThat(error.path("message").asString()).isEqualTo("first is 1 to 100.");
    }
  }

  @Test
  void letsTheIntrospectionOfToolsPass() {
    for (String introspection :
        List.of(
            IntrospectionQuery.INTROSPECTION_QUERY,
            IntrospectionQueryBuilder.build(
                IntrospectionQueryBuilder.Options.defaultOptions()
                    .inputValueDeprecation(true)
                    .isOneOf(false)
                    .typeRefFragmentDepth(9)))) {
      assertThat(api.tenant().data(introspection).at("/__schema/types").size()).isGreaterThan(20);
    }
  }

  @Test
  void letsManySensibleFieldsPass() {
    ApiFixture.Tenant tenant = api.tenant();

    assertThat(
            tenant
                .data(
                    "{"
                        + times(100, i -> "a" + i + ": getAllExportConfigurations { id name } ")
                        + "}")
                .size())
        .isEqualTo(100);
  }

  private static Arguments refused(String what, String document, String words) {
    return Arguments.of(what, document, words);
  }

  private static String times(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(joining());
  }
}
