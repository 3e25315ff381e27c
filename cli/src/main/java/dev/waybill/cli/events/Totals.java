package dev.waybill.cli.events;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.OutputOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of all requests together, in the form of one answer. */
final class Totals {
  /** Of more the number is told; whoever has so many looks at the first. */
  private static final int MOST_SHOWN = 1_000;

  private final ObjectNode answer = new JsonMapper().createObjectNode();
  private final ArrayNode rejected;
  private long accepted;
  private long duplicates;
  private long refused;

  Totals() {
    answer.put("accepted", 0).put("duplicates", 0);
    rejected = answer.putArray("rejected");
  }

  /** Adds an answer whose line numbers count from the batch's first line. */
  void add(String file, Batch batch, JsonNode one) {
    accepted += one.path("accepted").asLong();
    duplicates += one.path("duplicates").asLong();
    for (JsonNode rejection : one.path("rejected")) {
      refused++;
      if (refused <= MOST_SHOWN) {
        rejected.add(inFile(file, batch, rejection));
      }
    }
    Optional.of(one.path("position"))
        .filter(JsonNode::isString)
        .ifPresent(position -> answer.set("position", position));
  }

  private static ObjectNode inFile(String file, Batch batch, JsonNode rejection) {
    ObjectNode copy = (ObjectNode) rejection.deepCopy();
    return copy.put("line", batch.firstLine() - 1 + rejection.path("line").asLong())
        .put("file", file);
  }

  /** Prints what became of all lines; returns the exit code. */
  int report(CommandLine command, OutputOptions output) {
    answer.put("accepted", accepted).put("duplicates", duplicates);
    ObjectNode row = answer.deepCopy().put("rejected", refused);
    output.print(command.getOut(), answer, row, List.of("accepted", "duplicates", "rejected"));
    if (refused == 0) {
      return 0;
    }
    command.getErr().println("waybill: " + refused + " of the lines were rejected.");
    return CommandFailure.FAILED;
  }
}
