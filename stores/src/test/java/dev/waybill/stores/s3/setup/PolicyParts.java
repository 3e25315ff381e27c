package dev.waybill.stores.s3.setup;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Policies, or arrays of statements, with less in them than they had. */
public final class PolicyParts {
  private static final JsonMapper JSON = new JsonMapper();

  private PolicyParts() {}

  /** That policy without one action, for each of its actions; a statement needs at least one. */
  public static List<String> withoutAnAction(String policy) {
    List<String> lesser = new ArrayList<>();
    ArrayNode all = statements(JSON.readTree(policy));
    for (int statement = 0; statement < all.size(); statement++) {
      JsonNode actions = all.get(statement).get("Action");
      for (int action = 0; action < Math.max(1, actions.size()); action++) {
        JsonNode less = JSON.readTree(policy);
        if (actions.size() > 1) {
          ((ArrayNode) statements(less).get(statement).get("Action")).remove(action);
        } else {
          statements(less).remove(statement);
        }
        lesser.add(less.toString());
      }
    }
    return List.copyOf(lesser);
  }

  /** That policy without any of its conditions. */
  public static String withoutConditions(String policy) {
    JsonNode less = JSON.readTree(policy);
    statements(less).forEach(statement -> ((ObjectNode) statement).remove("Condition"));
    return less.toString();
  }

  /** A policy of those statements, which are given as an array. */
  public static String policyOf(String statements) {
    ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
    policy.set("Statement", JSON.readTree(statements));
    return policy.toString();
  }

  private static ArrayNode statements(JsonNode policy) {
    return (ArrayNode) (policy.isArray() ? policy : policy.get("Statement"));
  }
}
