package dev.waybill.server.notifications;

import dev.waybill.server.notifications.Letter.Fact;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Letters as they wait in the outbox. */
public final class LetterJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String SUBJECT = "subject";
  private static final String LEAD = "lead";
  private static final String FACTS = "facts";
  private static final String LABEL = "label";
  private static final String VALUE = "value";
  private static final String ADVICE = "advice";

  private LetterJson() {}

  public static String write(Letter letter) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put(SUBJECT, letter.subject()).put(LEAD, letter.lead()).put(ADVICE, letter.advice());
    ArrayNode facts = json.putArray(FACTS);
    letter
        .facts()
        .forEach(fact -> facts.addObject().put(LABEL, fact.label()).put(VALUE, fact.value()));
    return json.toString();
  }

  public static Letter read(String text) {
    JsonNode json = MAPPER.readTree(text);
    return new Letter(
        text(json, SUBJECT),
        text(json, LEAD),
        json.required(FACTS).values().stream()
            .map(fact -> new Fact(text(fact, LABEL), text(fact, VALUE)))
            .toList(),
        text(json, ADVICE));
  }

  private static String text(JsonNode json, String field) {
    return json.required(field).stringValue();
  }
}
