package dev.waybill.server.audit;

import java.util.Collection;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an act is about and what it changed, as a small JSON object. Secrets do not belong in it.
 * Used by one thread at a time.
 */
public final class Details {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final ObjectNode object = MAPPER.createObjectNode();

  /** About what has this id. */
  public static Details of(Object id) {
    return new Details().with("id", id);
  }

  /** About nothing that has an id. */
  public static Details none() {
    return new Details();
  }

  private Details() {}

  /** Numbers and flags stay such, collections become arrays, all else its text; empty is absent. */
  public Details with(String field, Object value) {
    put(object, field, value);
    return this;
  }

  /** Notes what became of a field, unless it is as before. */
  public Details changed(String field, Object before, Object after) {
    if (!before.equals(after)) {
      ObjectNode change = object.withObjectProperty("changes").putObject(field);
      put(change, "from", before);
      put(change, "to", after);
    }
    return this;
  }

  /** Notes that a field is not as before; what it was and is stays untold. */
  public Details changed(String field) {
    object.withObjectProperty("changes").putObject(field);
    return this;
  }

  /** Whether any field is not as before. */
  public boolean hasChanges() {
    return object.has("changes");
  }

  ObjectNode json() {
    return object.deepCopy();
  }

  private static void put(ObjectNode to, String field, Object value) {
    switch (value) {
      case Optional<?> optional -> optional.ifPresent(present -> put(to, field, present));
      case Boolean flag -> to.put(field, flag);
      case Integer number -> to.put(field, number);
      case Long number -> to.put(field, number);
      case Collection<?> several -> {
        ArrayNode array = to.putArray(field);
        several.forEach(each -> array.add(PlainText.of(each.toString())));
      }
      default -> to.put(field, PlainText.of(value.toString()));
    }
  }
}
