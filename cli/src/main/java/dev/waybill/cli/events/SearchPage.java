package dev.waybill.cli.events;

import dev.waybill.cli.client.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * An answer to a search.
 *
 * @param events byte for byte as the server has them
 * @param cursor where to go on; empty if nothing is left
 */
record SearchPage(List<String> events, Optional<String> cursor) {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  SearchPage {
    events = List.copyOf(events);
  }

  static SearchPage read(byte[] answer) {
    var events = new ArrayList<String>();
    Optional<String> cursor = Optional.empty();
    boolean complete = false;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), answer)) {
      json.nextToken();
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        JsonToken value = json.nextToken();
        switch (name) {
          case "events" -> readEvents(json, answer, events);
          case "cursor" -> cursor = Optional.of(json.getString());
          case "complete" -> complete = value == JsonToken.VALUE_TRUE;
          default -> json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw new CommandFailure("The server's answer is not understood: " + e.getOriginalMessage());
    }
    return new SearchPage(events, complete ? Optional.empty() : cursor);
  }

  private static void readEvents(JsonParser json, byte[] answer, List<String> events) {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      int start = (int) json.currentTokenLocation().getByteOffset();
      json.skipChildren();
      int end = (int) json.currentLocation().getByteOffset();
      events.add(new String(answer, start, end - start, StandardCharsets.UTF_8));
    }
  }
}
