package dev.waybill.server.portal.events;

import dev.waybill.event.EventKind;
import dev.waybill.server.search.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a stored line says, as it says it.
 *
 * @param name the type of a custom event, else the event's name
 * @param actor who is found by it: {@code eventDetails.actor}, or else {@code userIdentity.id}; an
 *     empty text if there is none, like the other texts
 * @param summary what it is about
 */
record StoredEvent(
    String line,
    String id,
    Instant eventTime,
    Instant received,
    String kind,
    String name,
    String source,
    String actor,
    String summary) {
  private static final String DETAILS = "eventDetails";
  private static final String IDENTITY = "userIdentity";
  private static final Field KIND = new Field("", "eventKind");

  /**
   * Where a value stands.
   *
   * @param object an empty text for the event itself
   */
  private record Field(String object, String name) {}

  static StoredEvent of(byte[] line) {
    Map<Field, String> found = read(line);
    boolean custom = text(found, KIND).equals(EventKind.CUSTOM.name());
    return new StoredEvent(
        new String(line, StandardCharsets.UTF_8),
        text(found, new Field("", "eventID")),
        time(found, new Field("", "eventTime")),
        time(found, new Field("", "receivedTime")),
        text(found, KIND),
        text(found, new Field("", custom ? "eventType" : "eventName")),
        text(found, new Field("", "eventSource")),
        text(found, new Field(DETAILS, "actor"), new Field(IDENTITY, "id")),
        summary(found));
  }

  /** What came of a query and the query, or else its own words, or else what it is sorted under. */
  private static String summary(Map<Field, String> found) {
    String query = text(found, new Field(DETAILS, "query"));
    String result = text(found, new Field(DETAILS, "result"));
    String queried = result.isEmpty() || query.isEmpty() ? result + query : result + ": " + query;
    return queried.isEmpty()
        ? text(found, new Field("", DETAILS), new Field("", "error"), new Field("", "category"))
        : queried;
  }

  /** The first of them that is there. */
  private static String text(Map<Field, String> found, Field... fields) {
    for (Field field : fields) {
      String text = found.get(field);
      if (text != null) {
        return text;
      }
    }
    return "";
  }

  /** Ingest has seen to it that it is a number of milliseconds. */
  private static Instant time(Map<Field, String> found, Field field) {
    return Instant.ofEpochMilli(Long.parseLong(text(found, field)));
  }

  /** Texts and whole numbers of the event, and the texts of the objects that say who and what. */
  private static Map<Field, String> read(byte[] line) {
    var found = new HashMap<Field, String>();
    try (JsonParser json = EventJson.read(line, 0, line.length)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        var field = new Field("", json.currentName());
        switch (json.nextToken()) {
          case VALUE_STRING, VALUE_NUMBER_INT -> found.put(field, json.getString());
          case START_OBJECT -> readMembers(json, field.name(), found);
          default -> json.skipChildren();
        }
      }
    }
    return found;
  }

  private static void readMembers(JsonParser json, String object, Map<Field, String> found) {
    boolean wanted = object.equals(DETAILS) || object.equals(IDENTITY);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var field = new Field(object, json.currentName());
      if (json.nextToken() == JsonToken.VALUE_STRING && wanted) {
        found.put(field, json.getString());
      } else {
        json.skipChildren();
      }
    }
  }
}
