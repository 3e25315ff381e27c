package dev.waybill.cli.events;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of all requests together, in the form of one answer. */
final class Totals {
  private final ObjectNode answer = new JsonMapper().createObjectNode();
  private final ArrayNode rejected;
  private long accepted;
  private long duplicates;

  Totals() {
    answer.put("accepted", 0).put("duplicates", 0);
    rejected = answer.putArray("rejected");
  }

  /** Adds an answer whose line numbers count from the batch's first line. */
  void add(Batch batch, JsonNode one) {
    accepted += one.path("accepted").asLong();
    duplicates += one.path("duplicates").asLong();
    for (JsonNode rejection : one.path("rejected")) {
      ObjectNode copy = (ObjectNode) rejection.deepCopy();
      copy.put("line", batch.firstLine() - 1 + rejection.path("line").asLong());
      rejected.add(copy);
    }
    Optional.of(one.path("position"))
        .filter(JsonNode::isString)
        .ifPresent(position -> answer.set("position", position));
  }

  boolean anyRejected() {
    return !rejected.isEmpty();
  }

  JsonNode asJson() {
    return answer.put("accepted", accepted).put("duplicates", duplicates);
  }
}
