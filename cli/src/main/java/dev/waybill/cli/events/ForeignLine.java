package dev.waybill.cli.events;

import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a CUSTOM event of a line of another program's log. A line that cannot be made into one is
 * sent as it is, for the server to reject by its number.
 */
final class ForeignLine {
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();
  private final String timeField;
  private final String typeField;

  ForeignLine(String timeField, String typeField) {
    this.timeField = timeField;
    this.typeField = typeField;
  }

  byte[] toEvent(byte[] line) {
    try {
      JsonNode original = json.readTree(line);
      if (!original.isObject()) {
        return line;
      }
      ObjectNode event = json.createObjectNode();
      copy(original, timeField, event, "eventTime", UnaryOperator.identity());
      copy(
          original,
          typeField,
          event,
          "eventType",
          value -> value.isValueNode() ? event.stringNode(value.asString()) : value);
      event.set("eventDetails", original);
      return json.writeValueAsBytes(event);
    } catch (JacksonException e) {
      return line;
    }
  }

  private static void copy(
      JsonNode from, String field, ObjectNode to, String name, UnaryOperator<JsonNode> change) {
    JsonNode value = from.path(field);
    if (!value.isMissingNode() && !value.isNull()) {
      to.set(name, change.apply(value));
    }
  }
}
