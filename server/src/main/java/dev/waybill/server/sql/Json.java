package dev.waybill.server.sql;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the stored JSON texts are made of. Their fields are named here, not by Java's names. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = MAPPER.createArrayNode();
    texts.forEach(array::add);
    return array;
  }

  static <T> List<T> list(JsonNode array, Function<String, T> element) {
    return array.values().stream().map(node -> element.apply(node.stringValue())).toList();
  }

  static Optional<String> optionalText(JsonNode object, String field) {
    return object.has(field) ? Optional.of(object.required(field).stringValue()) : Optional.empty();
  }
}
