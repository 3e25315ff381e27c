package dev.waybill.server.portal.audit;

import dev.waybill.server.portal.VisibleText;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was done, as it is listed.
 *
 * @param who a name, or what else is known
 * @param kind of that; of an operator, whose name a tenant is not told, the id of the key
 * @param what in words
 * @param from an address; an empty text if it is not known
 * @param why it was refused; an empty text if it was done
 * @param event the whole event
 */
record TrailRow(
    Instant time, String who, String kind, String what, String from, String why, String event) {
  private static final JsonMapper INDENTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final int LEAST_ERROR = 400;

  private static final String OPERATOR = "Operator";

  /** Of names. */
  private static final int LONGEST = 200;

  static TrailRow of(JsonNode event) {
    JsonNode identity = event.path("userIdentity");
    String kind = word(identity.path("type").asString("Unknown"));
    String id = identity.path("id").asString("");
    boolean withheld = kind.equals(OPERATOR) && !identity.has("name");
    boolean refused = event.path("responseCode").asInt(0) >= LEAST_ERROR;
    return new TrailRow(
        Instant.ofEpochMilli(event.path("eventTime").asLong()),
        VisibleText.of(
            withheld ? kind : identity.path("name").asString(id.isEmpty() ? kind : id), LONGEST),
        withheld && !id.isEmpty() ? VisibleText.of("by key " + id, LONGEST) : kind,
        words(event.path("eventName").asString("")),
        event.path("sourceIPAddress").asString(""),
        refused ? event.path("error").asString("It was refused.") : "",
        VisibleText.of(INDENTED.writeValueAsString(event)));
  }

  public boolean wasRefused() {
    return !why.isEmpty();
  }

  private static String word(String kind) {
    return switch (kind) {
      case "ApiKey" -> "API key";
      case "Service" -> "The service itself";
      default -> kind;
    };
  }

  /** {@code CreateApiKey} is {@code Create api key}. */
  private static String words(String name) {
    String spaced = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return spaced.isEmpty() ? name : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
  }
}
