package dev.waybill.server.search;

import dev.waybill.server.answer.JsonAnswer;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Decides by a stored line whether an event is looked for. */
final class LineMatcher {
  private final Optional<String> type;
  private final Optional<String> actor;
  private final Optional<Needle> text;
  private final Optional<Source> source;

  LineMatcher(SearchRequest request) {
    this.type = request.type();
    this.actor = request.actor();
    this.text = request.text().map(LineMatcher::needle);
    this.source = request.source().map(name -> new Source(name, needle(name)));
  }

  /** Whether the line of {@code length} bytes at {@code start} has all that is asked for. */
  boolean matches(byte[] bytes, int start, int length) {
    if (text.isPresent() && !text.get().isIn(bytes, start, length)) {
      return false;
    }
    if (source.isPresent() && !source.get().isOf(bytes, start, length)) {
      return false;
    }
    if (type.isEmpty() && actor.isEmpty()) {
      return true;
    }
    var found = new Fields();
    found.read(bytes, start, length);
    return (type.isEmpty() || found.type.equals(type))
        && (actor.isEmpty() || found.actor.equals(actor));
  }

  /** The text as it stands in a line: in JSON. */
  private static Needle needle(String text) {
    byte[] quoted = JsonAnswer.object(json -> json.writeStringProperty("", text));
    int prefix = "{\"\":\"".length();
    int suffix = "\"}".length();
    return new Needle(Arrays.copyOfRange(quoted, prefix, quoted.length - suffix));
  }

  /**
   * What {@code eventSource} is to be. Others may have the word somewhere else, in lines that may
   * be hard to read: they are looked at here, so that they take no room in the answer.
   *
   * @param written as it stands in a line, if nothing of it is escaped
   */
  private record Source(String name, Needle written) {
    boolean isOf(byte[] bytes, int start, int length) {
      return written.isIn(bytes, start, length) && isField(bytes, start, length);
    }

    private boolean isField(byte[] bytes, int start, int length) {
      try (JsonParser json = EventJson.read(bytes, start, length)) {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean source = json.currentName().equals("eventSource");
          json.nextToken();
          if (source) {
            return json.currentToken() == JsonToken.VALUE_STRING && json.getString().equals(name);
          }
          json.skipChildren();
        }
        return false;
      } catch (JacksonException e) { // not the service's, which writes JSON
        return false;
      }
    }
  }

  /**
   * {@code eventType}, and who acted: {@code eventDetails.actor}, or else {@code userIdentity.id}.
   */
  private static final class Fields {
    private Optional<String> type = Optional.empty();
    private Optional<String> actor = Optional.empty();

    void read(byte[] bytes, int start, int length) {
      try (JsonParser json = EventJson.read(bytes, start, length)) {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = json.currentName();
          JsonToken value = json.nextToken();
          if (name.equals("eventType") && value == JsonToken.VALUE_STRING) {
            type = Optional.of(json.getString());
          } else if (name.equals("eventDetails") && value == JsonToken.START_OBJECT) {
            actor = member(json, "actor").or(() -> actor);
          } else if (name.equals("userIdentity") && value == JsonToken.START_OBJECT) {
            Optional<String> id = member(json, "id");
            actor = actor.or(() -> id);
          } else {
            json.skipChildren();
          }
        }
      }
    }

    private static Optional<String> member(JsonParser json, String wanted) {
      Optional<String> found = Optional.empty();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean here = json.currentName().equals(wanted);
        if (json.nextToken() == JsonToken.VALUE_STRING && here) {
          found = Optional.of(json.getString());
        } else {
          json.skipChildren();
        }
      }
      return found;
    }
  }
}
