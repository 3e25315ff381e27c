package dev.waybill.server.admin;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object of a request, of which every field must be known. */
final class AdminBody {
  private static final int MOST_BYTES = 1 << 16;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode object;

  private AdminBody(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads a request's body; none is an object without fields.
   *
   * @throws ProblemException if it is too large or not a JSON object
   * @throws InvalidInput if it has a field that is not known
   */
  static AdminBody of(HttpServletRequest request, Set<String> known) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE, "The body has at most " + MOST_BYTES + " bytes.");
    }
    if (bytes.length == 0) {
      return new AdminBody(JSON.createObjectNode());
    }
    JsonNode node = parse(bytes);
    requireKnown(node, known);
    return new AdminBody(node);
  }

  private static void requireKnown(JsonNode node, Set<String> known) {
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw new InvalidInput(
            printable(name),
            "The field '%s' is not known; there are: %s."
                .formatted(printable(name), String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new ProblemException(
          ProblemCode.UNREADABLE_BODY, "The body is not one valid JSON object.");
    }
    throw new ProblemException(ProblemCode.UNREADABLE_BODY, "The body is not a JSON object.");
  }

  /** A text of 1 to {@code most} characters without control characters. */
  Optional<String> text(String field, int most) {
    Optional<JsonNode> value = value(field);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = value.filter(JsonNode::isString).map(JsonNode::asString).orElse("");
    if (text.isBlank()
        || text.length() > most
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInput(
          field,
          "%s is a text of 1 to %d characters without control characters.".formatted(field, most));
    }
    return Optional.of(text);
  }

  Optional<Boolean> truth(String field) {
    Optional<JsonNode> value = value(field);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw new InvalidInput(field, field + " is true or false.");
    }
    return value.map(JsonNode::asBoolean);
  }

  /** An object within this one, of which every field must be known; empty if it is absent. */
  Optional<AdminBody> object(String field, Set<String> known) {
    Optional<JsonNode> value = value(field);
    if (value.filter(node -> !node.isObject()).isPresent()) {
      throw new InvalidInput(field, field + " is an object.");
    }
    value.ifPresent(node -> requireKnown(node, known));
    return value.map(AdminBody::new);
  }

  /** A whole number; {@code before} if it is absent, empty if it is null. */
  Optional<Long> number(String field, Optional<Long> before) {
    if (object.optional(field).isEmpty()) {
      return before;
    }
    Optional<JsonNode> value = value(field);
    if (value.filter(node -> !node.isIntegralNumber() || !node.canConvertToLong()).isPresent()) {
      throw new InvalidInput(field, field + " is a whole number, or null for none of its own.");
    }
    return value.map(JsonNode::asLong);
  }

  /** Whether the field was sent, be it null. */
  boolean has(String field) {
    return object.has(field);
  }

  /** The texts of an array; empty if it is absent. */
  List<String> texts(String field) {
    Optional<JsonNode> value = value(field);
    boolean texts =
        value.isEmpty()
            || (value.get().isArray()
                && value.get().values().stream().allMatch(JsonNode::isString));
    if (!texts) {
      throw new InvalidInput(field, field + " is an array of texts.");
    }
    return value.stream()
        .flatMap(array -> array.values().stream())
        .map(JsonNode::asString)
        .toList();
  }

  private Optional<JsonNode> value(String field) {
    return object.optional(field).filter(node -> !node.isNull());
  }

  private static String printable(String name) {
    String shown = name.replaceAll("[^\\x20-\\x7e]", "?");
    return shown.length() <= 64 ? shown : shown.substring(0, 64) + "...";
  }
}
