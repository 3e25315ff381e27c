package dev.waybill.event;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a JSON text says: fields in their order, numbers by their text. */
sealed interface Json {

  /** An object. */
  record Obj(List<Field> fields) implements Json {
    Optional<Json> field(String key) {
      return fields.stream().filter(f -> f.key().equals(key)).map(Field::value).findFirst();
    }
  }

  /** A field of an object. */
  record Field(String key, Json value) {}

  /** An array. */
  record Arr(List<Json> elements) implements Json {}

  /** A string. */
  record Text(String value) implements Json {}

  /** A number. */
  record Num(String text) implements Json {}

  /** A literal. */
  enum Word implements Json {
    TRUE("true"),
    FALSE("false"),
    NULL("null");

    private final String text;

    Word(String text) {
      this.text = text;
    }
  }

  /** The shortest text; control characters without a letter in lower case. */
  default String text() {
    return switch (this) {
      case Obj(List<Field> fields) ->
          fields.stream()
              .map(field -> quoted(field.key()) + ":" + field.value().text())
              .collect(Collectors.joining(",", "{", "}"));
      case Arr(List<Json> elements) ->
          elements.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
      case Text(String value) -> quoted(value);
      case Num(String text) -> text;
      case Word word -> word.text;
    };
  }

  /** How deep objects and arrays nest. */
  default int depth() {
    int deepest = 0;
    for (Json part : parts()) {
      deepest = Math.max(deepest, part.depth());
    }
    return switch (this) {
      case Obj _, Arr _ -> deepest + 1;
      case Text _, Num _, Word _ -> 0;
    };
  }

  /** Whether all readers understand it alike: no name twice, no NUL, no half of a pair. */
  default boolean isClear() {
    for (Json part : parts()) {
      if (!part.isClear()) {
        return false;
      }
    }
    return switch (this) {
      case Obj(List<Field> fields) -> {
        Set<String> keys = new HashSet<>();
        yield fields.stream().allMatch(field -> keys.add(field.key()) && isClear(field.key()));
      }
      case Text(String value) -> isClear(value);
      case Arr _, Num _, Word _ -> true;
    };
  }

  private List<Json> parts() {
    return switch (this) {
      case Obj(List<Field> fields) -> fields.stream().map(Field::value).toList();
      case Arr(List<Json> elements) -> elements;
      case Text _, Num _, Word _ -> List.of();
    };
  }

  private static boolean isClear(String value) {
    return value.codePoints().noneMatch(c -> c == 0 || (c >= 0xd800 && c <= 0xdfff));
  }

  private static String quoted(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
