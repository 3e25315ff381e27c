package dev.waybill.stores.s3.setup;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Judges requests by policies as AWS does, as far as the policies here go. */
final class PolicyJudge {
  private static final Pattern PART = Pattern.compile("\\$\\{([*?$])}|([*?])|[^*?]");

  private final List<JsonNode> statements;

  private PolicyJudge(List<JsonNode> statements) {
    this.statements = statements;
  }

  /** Of a policy, or of an array of statements. */
  static PolicyJudge of(String json) {
    JsonNode document = new JsonMapper().readTree(json);
    JsonNode list = document.isArray() ? document : document.get("Statement");
    return new PolicyJudge(list.valueStream().toList());
  }

  boolean allows(String action, String resource, Map<String, String> context) {
    return applies("Allow", action, resource, context) && !denies(action, resource, context);
  }

  boolean denies(String action, String resource, Map<String, String> context) {
    return applies("Deny", action, resource, context);
  }

  private boolean applies(
      String effect, String action, String resource, Map<String, String> context) {
    return statements.stream()
        .anyMatch(
            statement ->
                statement.path("Effect").asString().equals(effect)
                    && anyMatches(statement.path("Action"), action)
                    && (statement.path("Resource").isMissingNode()
                        || anyMatches(statement.path("Resource"), resource))
                    && conditionsHold(statement.path("Condition"), context));
  }

  private static boolean conditionsHold(JsonNode conditions, Map<String, String> context) {
    return conditions.properties().stream()
        .peek(operator -> requireKnown(operator.getKey()))
        .flatMap(operator -> operator.getValue().properties().stream())
        .allMatch(
            key ->
                texts(key.getValue()).anyMatch(value -> value.equals(context.get(key.getKey()))));
  }

  private static void requireKnown(String operator) {
    if (!List.of("StringEquals", "Bool").contains(operator)) {
      throw new IllegalArgumentException("not known: " + operator);
    }
  }

  private static boolean anyMatches(JsonNode patterns, String text) {
    return texts(patterns).anyMatch(pattern -> matches(pattern, text));
  }

  private static Stream<String> texts(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString)
        : Stream.of(value.asString());
  }

  private static boolean matches(String pattern, String text) {
    var regex = new StringBuilder();
    PART.matcher(pattern)
        .results()
        .forEach(
            part -> {
              if (part.group(1) != null) {
                regex.append(Pattern.quote(part.group(1)));
              } else if (part.group(2) != null) {
                regex.append(part.group(2).equals("*") ? ".*" : ".");
              } else {
                regex.append(Pattern.quote(part.group()));
              }
            });
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}
